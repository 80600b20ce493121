"""Spanish."""

from core.signals.cues import Cue

WORDS: dict[Cue, str] = {
    Cue.PIECES: "partes, tramos, tandas",
    Cue.LONG: """me pongo largo, me pongo largo en, en largo, largo, abrir largo, abrimos largo, abro largo, largo en, posición larga, en compra, al
        alza, alcista, longear, longeamos, longeando, a largo, nos ponemos largos, voy largo, vamos
        largos, entrar largo""",
    Cue.SHORT: """me pongo corto, me pongo corto en, en corto, corto, abrir corto, abrimos corto, abro corto, posición corta, en venta, a la baja,
        bajista, shortear, shorteamos, shorteando, a corto, nos ponemos cortos, voy corto, vamos
        cortos, entrar corto""",
    Cue.BUY: """compra*, compro, compre, compren, compré, comprá, adquirir, adquirimos, señal de compra, orden de
        compra, compra en, con compra""",
    Cue.SELL: """venta, ventas, vender, vendemos, vendo, vendiendo, venda, vendan, vende, vended, señal de venta,
        orden de venta""",
    Cue.BUY_STOP: "compra stop, orden de compra stop, compra en stop, orden stop de compra",
    Cue.SELL_STOP: "venta stop, orden de venta stop, venta en stop, orden stop de venta",
    Cue.ENTRY: """entrada*, entramos, entrar, zona de entrada, precio de entrada, precios de entrada, zona de compra,
        zona de venta, entro, entren, entra en, entrando, entré, puntos de entrada, nivel de
        entrada, rango de entrada, precio de compra, precio de venta, rango de compra, rango de
        venta, abrimos, apertura, abrir en, entrad, entraremos, ingresar, ingresamos, ingreso,
        ingresos, ingresen, la entrada, activación, precio de activación, precio de apertura,
        órdenes de compra, órdenes de venta, """,
    Cue.TARGET: """tomar ganancia, toma de ganancia, tomar beneficio, tomar utilidades, objetivo*, toma de ganancias, tomar ganancias, toma de beneficios, tomar beneficios, toma ganancias,
        meta, metas, beneficio, recogida, recogida de beneficios, recogida de ganancias, toma de
        utilidades, precio objetivo, precios objetivo, objetivo de precio, objetivos de venta, zona
        de venta parcial, salidas, puntos de salida, blanco, blancos, ganancia objetivo, obj, objs,
        take profits""",
    Cue.STOP: """parada, pérdida máxima, stop de pérdidas, pérdida, límite de pérdida, límite de pérdidas, corte,
        corte de pérdida, corte de pérdidas, cortar pérdidas, cortar pérdida, detener pérdidas, stop
        de protección, nivel de stop, precio de stop, stop loss en, con stop, con sl, el stop, los
        stops, con stop loss, invalidación, nivel de invalidación, anulación, stop al, sl al, stop
        a, sl a, stop en, sl en, stop inicial, stop mental, freno de pérdidas, frenar pérdidas, stop
        de emergencia, stop técnico, stop ajustado, protección, protección en, con protección en""",
    Cue.TRAIL: """stop dinámico, stop móvil, trailing en, stop de seguimiento, stop loss dinámico, stop loss móvil""",
    Cue.LEVERAGE: """apalancamiento*, palanca, apalancado, apalancada, apalancados, apalancad*, con apalancamiento,
        apalancamiento máximo, apalancamiento máx, máximo apalancamiento, apal, apalanc""",
    Cue.ISOLATED: "aislado, aislada, aislados, margen aislado, modo aislado",
    Cue.CROSS: "cruzado, cruzada, cruzados, margen cruzado, modo cruzado",
    Cue.RISK: """riesgo, arriesgar, riesgo por operación, arriesgamos, arriesgando, arriesguen, arriesga, arriesgo,
        riesgo por trade, riesgo máximo, riesgo del, riesgo de, con riesgo, con riesgo de,
        arriesgue, con un riesgo""",
    Cue.SIZE: """tamaño, capital, del capital, de la cuenta, margen, tamaño de posición, tamaño de la posición, de
        capital, de la cartera, del portafolio, cartera, portafolio, de tu capital, del balance, del
        saldo, saldo, invertir, inversión, invertimos, cuenta, usar máximo, monto, importe, de tu
        cuenta, fondos, de los fondos, volumen de operación, exposición, asignar, asignación""",
    Cue.QUANTITY: """cantidad, lotaje, número de acciones, número de contratos, tamaño de lote, tamaño del lote""",
    Cue.RATIO: """ratio, riesgo beneficio, riesgo/beneficio, relación riesgo beneficio, ratio riesgo beneficio, riesgo
        recompensa, relación r/b, r/b, ratio r/r, rrr, riesgo/recompensa""",
    Cue.LABEL: """plataforma, temporalidad, temporalidades, marco temporal, gráfico, gráfica, soporte, soportes,
        resistencia, resistencias, precisión, efectividad, confianza, probabilidad, volumen, media
        móvil, mínimo, máximo histórico, comisión, comisiones, señal número, señal n, operación
        número, bróker, duración, plazo, velas de, marco de tiempo, máximos, mínimos, capitalización""",
    Cue.MARKET: """aquí mismo, ahora, a mercado, al mercado, precio actual, mercado, ya mismo, aquí, ahora mismo, a precio de
        mercado, precio de mercado, al precio actual, orden a mercado, a precio actual, en este
        momento, inmediatamente, inmediata, de inmediato, acá, desde aquí, orden de mercado, por lo
        mejor, entrada inmediata, en mercado, en estos niveles, en este nivel, a mkt, a market, aca""",
    Cue.LIMIT: """límite, orden límite, limitada, órdenes límite, órdenes limitadas, orden limitada, límites,
        pendiente, orden pendiente, órdenes pendientes, pendientes, con límite, a límite""",
    Cue.ABOVE: """por encima de, encima de, sobre, rompe, superar, al romper, por encima, si supera los, arriba de,
        por arriba de, superando, rompiendo, supere, en ruptura de, ruptura de, al superar, al
        superar los, encima del, por encima del, arriba del, tras superar, en la ruptura de,
        rompimiento de, más de""",
    Cue.BELOW: """por debajo de, debajo de, bajo, pierde, por debajo, abajo de, por abajo de, por debajo del, debajo
        del, perdiendo, al perder, perforando, abajo del, en pérdida de, tras perder, menos de""",
    Cue.BREAK: "ruptura, rotura, rompimiento, rompemos, rompa la, breakout de, quiebre, quiebre de",
    Cue.TO: "hasta, hacia, hasta los, hasta el, a los",
    Cue.AND: "y, o, luego, después, e, además, así como, también, y también, y luego, y después",
    Cue.AT: """en, cerca de, desde, alrededor de, desde los, en los, en el, sobre los, cerca de los, cerca del,
        aprox, aproximadamente, en torno a, en torno al, a precio, precio, al precio de, a un precio
        de, en la zona de, en zona de, a niveles de, por los, promedio, precio medio, precio
        promedio, al nivel de, en niveles de""",
    Cue.ZONE: """entre, zona, rango, en rango, área, región, franja, entre los, en la zona, zona de demanda, zona de
        oferta""",
    Cue.LADDER: """recompra, recompras, recompra en, escalonada, escalonadas, escalonado, entrada escalonada, entradas
        escalonadas, segunda entrada, tercera entrada, promediar, promediar en, promediando en, dca
        en, compras escalonadas, por partes, en escalera, refuerzo, refuerzos, recargar en, recarga""",
    Cue.TIMES: "veces",
    Cue.THOUSAND: "mil",
    Cue.UNITS: """acciones, acción, contratos, contrato, lotes, lote, unidades, unidad, títulos, monedas, minilotes,
        mini lotes""",
    Cue.CENTS: "puntos, punto",
    Cue.TICKS: "centavos, céntimos",
    Cue.DOLLARS: "dólares, dólar",
    Cue.RUNNER: """abierto, dejar correr, dejamos correr, dejen correr, deja correr, resto abierto, dejar abierto,
        dejamos abierto, dejar el resto, dejamos el resto, que corra, que corran, corredor, objetivo
        abierto, y más allá, hasta la luna, sin límite""",
    Cue.CANDLE: """por cierre, al cierre, en cierre, con cierre, cerró la semana, cerro la semana, cerró el mes, cerró el día, cerró la sesión, cierra la semana, cierra el día, cierra el mes, cerró el año, cierre de vela, cierre de la vela, vela, velas, cierre de cuerpo, vela de, cierre por debajo, cierre
        por encima, cierre por debajo de, cierre por encima de, cierra por debajo de, cierra por
        encima de, cuerpo de vela, cierre bajo, cierre sobre, mecha, cierre en""",
    Cue.FRAME: """diario, cierre diario, en diario, vela diaria, diaria, cierre semanal, semanal, mensual, horario,
        cierre horario""",
    Cue.FILL: """con pequeña pérdida, con una pequeña pérdida, con pérdida, con poca pérdida, con ganancia, con pérdida pequeña, con pérdidas, antes del, antes de que, dato, dato de, y listo, sin fomo, no se emocionen, no sean codiciosos, no seas codicioso, no olviden, no arriesgar de más, no se vuelvan locos, me pongo, nos ponemos, poquito, poco capital, mercado cerrado, bolsa cerrada, mercado abierto, porfa, pero, lo que, te, se va, esas, todavía, aún, antes de, voy, estoy, sigue, seguimos, sigo, siguen, tranquilos, sin prisa, sin miedo, sin dramas, sin estrés, nada más, por hoy, por si acaso, con calma, como siempre, como dije, según el plan, según lo previsto, mucho, casi, bastante, demasiado, bonito, lindo, buena, buen trabajo, grande, canal, fin de semana, noticias, de la mañana, por la mañana, el, la, los, las, de, del, un, una, unos, unas, por, con un, con una, con el, con la, con los, con,
        para, que, señal, señales, primer, primero, primera, segundo, segunda, tercer, tercera,
        tercero, cuarto, cuarta, operación, lo, le, les, activo, activos, nuestra, nuestro,
        nuestros, nuestras, su, sus, hoy, parte, lado, mi, mis, tu, tus, este, esta, estos, estas,
        ese, esa, eso, esto, estos niveles, muy, más, menos, como, ya, es, son, está, están,
        estamos, soy, hay, tenemos, tengo, tienen, va, vamos, van, yo, nosotros, ustedes, vosotros,
        me, nos, os, fecha, nota, favor, por favor, gracias, saludos, hola, buenas, buenos días,
        buenas tardes, buenas noches, buen día, muchachos, chicos, chicas, amigos, familia, equipo,
        señores, gente, grupo, comunidad, todos ustedes, traders, compañeros, cracks, bros,
        atención, ojo, importante, aviso, alerta, nueva señal, nueva operación, señal nueva, idea,
        idea de trading, análisis, setup nuevo, cuidado, con cuidado, gestión de riesgo, gestionen
        el riesgo, gestiona tu riesgo, gestionar el riesgo, gestión, buena gestión, buena gestión de
        riesgo, riesgo bajo, riesgo medio, riesgo alto, bajo riesgo, alto riesgo, riesgo moderado,
        no es consejo financiero, no es asesoría financiera, no es recomendación de inversión, no es
        consejo de inversión, no constituye asesoramiento financiero, no es asesoramiento
        financiero, haz tu propia investigación, haga su propia investigación, bajo su propio
        riesgo, bajo tu propio riesgo, responsabilidad, cada uno es responsable, suerte, buena
        suerte, éxitos, mucha suerte, corto plazo, largo plazo, medio plazo, mediano plazo, a corto
        plazo, a largo plazo, a medio plazo, criptomoneda, criptomonedas, cripto, criptos, futuros,
        divisas, acciones de, índice, índices, oro y plata, mercado spot, solo, sólo, máx, máximo,
        como máximo, mínimo de, mín, poco, pequeño, pequeña, ligero, ligera, aproximado, final,
        inicial, otra, otro, otras, otros, dos, tres, cuatro, cinco, uno, siguiente, siguientes,
        niveles, nivel, valor, usar, usen, usando, con gestión, respeten, respetar, respeta,
        respeten el stop, sin stop loss, sin stop, sin sl, vip, premium, gratuita, estrategia, al
        nivel, al menos, al final, al entrar, al llegar a, al llegar al, al tocar, al contado, para
        hoy, de hoy, del día, día, esta noche, trade, en marcha, rápido, rápida, swing, al instante,
        a todos, a todas, quien quiera, los que, los que entraron, si quieren, si quieres, el que
        quiera, los demás, aquellos, quienes, pues, bueno, bien, listo, perfecto, excelente,
        genial, momento, mientras, de momento, por ahora, por el momento, asegurando, protegiendo,
        proteger capital, para proteger, para asegurar, entonces, así, desde la, según, tras,
        durante, invalidada, invalidado, setup invalidado, no es una recomendación, de inversión,
        consejo de inversión, no es recomendación, mas, asi, dia, metemos, buscando entrada""",
    Cue.PAIR: "moneda, par, pares, símbolo, instrumento, activo financiero, cripto moneda, acción de",
    Cue.SIDE: """dirección, tipo, tipo de operación, tipo de orden, orden, posición tipo, sentido, tendencia, tipo de
        señal, tipo de posición, tipo de entrada, acción a tomar, operativa, modo, margen modo""",
    Cue.MOVE: """amplío, ampliamos, amplíen, amplien, amplia, extiendo, extendemos, alargo, alargamos, estiro, estiramos, acerco, acerquen, dejen, dejad, dejamos, deja, dejo, bajad, ajustad, colocad, corro, pasa a, pasa, dejamos en, lo dejamos en, sube a, baja a, paso, llevo, ajusto, ajustamos, ajusten, ajustado, coloco, colocamos, coloquen, arrastro, arrastramos, corran, corremos, cambio, cambiamos, cambien, actualizo, actualizamos, actualicen, protejo, protegemos, protejan, aprieto, subimos, subir, movemos, mover, mueve, muevan, mueva, muevo, moviendo, movido, moved, bajamos,
        bajar, bajen, pasamos, pasar, pasen, ponemos, pongan, poner, pon, ponga, pongo, poned,
        puesto, suban, sube, suba, subid, subo, subiendo, cambi*, mueve el, llevamos, llevar,
        lleven, lleva, llevad, traslad*, desplaz*, coloc*, actualiz*, corregimos, corregir,
        arrastr*, subimos el, se mueve, se sube, se baja, se pone, se ajusta, se coloca, se
        traslada, apretamos, apretar, aprieten, proteg*, blindar, blindamos, acercamos, acercar,
        elevar, elevamos, movimos, subí, moví, puse, modificamos, modificar,
        modifiquen, modifica, modifico, modificado, ajust*, baja el, bajo el""",
    Cue.NEW: """modificados, modificadas, cambiados, revisados, ajustados, nuevo, nueva, nuevos, nuevas, ahora es, queda en, quedan en, queda, actualizado, actualizada,
        corregido, corrección""",
    Cue.CLOSE: """afuera, me bajé de, me bajo de, nos bajamos de, me salgo de, salgo de, salimos de, cerrad, cierren, cierro, cerramos, cerré, cerrado, cierra ya, liquido, nos vamos, me bajo, nos bajamos, bájense, me fuera, corto pérdidas, asumo la pérdida, asumimos la pérdida, acepto la pérdida, cierro manual, cierre manual, cierro a mano, cerr*, cierr*, salimos, salir, salgan, salga, salgo, salid, saliendo, sal, vendan todo, vendemos
        todo, vender todo, liquidamos, liquidar, liquiden, liquida, me salgo, nos salimos, se
        cierra, se cierran, fuera de, cortamos, cortar, corten, corto la posición, damos por
        cerrada, doy por cerrada, cierre, salí, abandonar, abandonamos""",
    Cue.EXIT: """fuera, estoy fuera, estamos fuera, me salí, vendí, vendido, vendida, he vendido, hemos vendido, salí
        de""",
    Cue.TRIM: """recoged, tomad, recojo, retiro, saco, aseguro, aseguramos, aseguren, embolso, embolsamos, cobro, tomo parciales, cierro parcial, cierren parcial, cierre parcial, reduzco, reduzcan, aligero, aligeren, vendo parte, quito, quitamos, quiten, bajamos riesgo, parcial, parciales, tomamos ganancias, tomamos beneficios, tomen ganancias, tomen beneficios,
        tomamos parciales, tomen parciales, tomar parciales, tomar parcial, tomamos parcial,
        asegur*, reduz*, reducimos, reducir, recogemos, recoger, recojan, recogemos beneficios,
        recogemos ganancias, recoger beneficios, aligerar, aligeramos, realizamos, cobrar, cobramos,
        cobren, retirar, retiramos, retiren, tomamos, tomen, tomo, vendemos parte, vendan parte,
        sacamos, saquen, descargar, descargamos, soltamos, bajamos exposición, bajar exposición""",
    Cue.HALF: "mitad, la mitad, media posición, mitad de la posición, la mitad de la posición, un medio",
    Cue.THIRD: "un tercio, un tercio de, tercio, tercera parte, una tercera parte, la tercera parte",
    Cue.QUARTER: "un cuarto, un cuarto de, cuarta parte, una cuarta parte, la cuarta parte",
    Cue.PART: """una parte, parte de la posición, algo de beneficio, algo de ganancia, algunas ganancias, un poco,
        porción, una parte de""",
    Cue.ALL: """todas, todos, todo, toda, totalmente, completa, completo, completamente, por completo, la totalidad,
        en su totalidad, íntegra, entera""",
    Cue.REST: "la otra mitad, otra mitad, el sobrante, última parte, la última parte, resto, el resto, lo demás, restante, el restante, lo que queda, lo restante",
    Cue.CANCEL: """borrad, cancelamos, cancelad, cancelada, cancelado, anulada, anulado, elimino, borro, retiro la orden, quito la orden, descarto, olvidamos, sin activar, no se activó, no activó, quitad la orden, quita la orden, quiten la orden, quitamos la orden, quitad, se cancela, se cancelan, queda cancelada, queda cancelado, quedan canceladas, cancela*, cancele*,
        cancelo, canceló, anulad*, anular, anulamos, anulen, anula, anulo, se anula, se anulan,
        queda anulada, queda anulado, quedan anuladas, cancelen, no entrar, no entren, no entres, no
        entramos, señal cancelada, señal anulada, descartada, descartado, descartamos, descartar,
        descarten, eliminar, eliminen, eliminamos, elimina, eliminada, eliminado, borrar, borren,
        borramos, borra, borrada, quitar la orden, retiren la
        orden, retiramos la orden, retirar la orden, ignoren, ignorar la señal, ignoren la señal,
        ignora la señal, ya no es válida, ya no es válido, ya no vale, no es válida, no es válido,
        ya no entramos, ya no entren, no tomar, no tomen, sin efecto, queda sin efecto, dejamos sin
        efecto, señal invalidada, orden invalidada, caducada, expirada, olviden, olvídense, no la
        tomen, no compren, no vendan""",
    Cue.ADD: """recompramos, añado, añadimos, añadan, agrego, agregamos, agreguen, sumen, aumento, cargo más, cargamos más, compro más, vendo más, añad*, agreg*, promediamos, promedien, promedio la posición, aumentamos, aumentar, aumenten,
        recargamos, recargar, recarguen, recargo, reforzamos, reforzar, refuercen, compramos más,
        vendemos más, comprar más, metemos más, sumamos, sumar, sumo, incrementamos, incrementar,
        añadí, agregué, doblamos, doblar""",
    Cue.REENTER: """reentro, reentramos, reentrar, reentrada, reentren, vuelvan a entrar, entro otra vez, entro de nuevo, entren de nuevo, otra vez dentro, de nuevo dentro, segundo intento, reentr*, reingres*, volvemos a entrar, volver a entrar, volvemos a comprar, volvemos a vender,
        entramos de nuevo, entrar de nuevo, entramos otra vez, nueva entrada en, vuelvo a entrar,
        reabrimos, reabrir, volver a comprar, abrimos de nuevo""",
    Cue.BREAKEVEN: """sin pérdida, al costo, al coste, en empate, entrada be, punto de entrada, punto de equilibrio, sin riesgo, precio de coste, breakeven, coste,
        precio de costo, costo, libre de riesgo, riesgo cero, cero riesgo, break even en,
        equilibrio, a la entrada, en la entrada, en entrada, a entrada, al be, en be, a be, a
        breakeven, en breakeven, al breakeven, al break even, a precio de entrada, al precio de
        entrada, en precio de entrada, en el precio de entrada, al punto de entrada, en punto de
        entrada, al punto de equilibrio, riesgo a cero, a cero riesgo, a coste, a costo, tablas, a
        tablas, empate, precio de compra original""",
    Cue.SAME: """sigo dentro, sigo adentro, mismo stop, mismos objetivos, mismo sl, mismos tps, mismo, misma, mismos, mismas, igual, sin
        cambios, se mantiene, se mantienen, mantener, mantenemos, mantengan, mantengo, mantén, sigue
        igual, siguen igual, stop igual, aguantamos, aguantar, aguanten, seguimos dentro""",
    Cue.UPDATE: "actualización, actualización de, novedades",
    Cue.POSITION: """posición, posiciones, operaciones, abiertas, abierta, la operación, esta operación, la posición,
        esta posición, el trade, trades abiertos, las órdenes, órdenes, la orden, esta orden,
        operaciones abiertas, posiciones abiertas, operación abierta, compra abierta, la señal, esta
        señal, operación en curso, la compra, la venta, ejecución""",
    Cue.LONGS: """largos, los largos, todos los largos, todas las compras, posiciones largas, las compras, longs
        abiertos""",
    Cue.SHORTS: """cortos, los cortos, todos los cortos, todas las ventas, posiciones cortas, las ventas, shorts
        abiertos""",
    Cue.RESULT: """me barrió, alcanzad*, tocado, tocada, saltado, saltó, logrado, lograda, ganancia, ganancias, cumplid*,
        conseguid*, tocó, alcanzó, llegó a, llegó al, llegamos a, llegamos al, saltó el stop,
        tocaron, alcanzaron, ganadora, ganadoras, perdedora, perdedoras, ganamos, perdimos, ganados,
        ganado, resultado, resultados, resumen, rentabilidad, rendimiento, aciertos, acierto,
        felicidades, enhorabuena, felicitaciones, en positivo, en verde, en ganancia, en ganancias,
        en beneficio, volando, vuela, profit total, bum, tomado, dado, pips ganados, en profit, stop
        tocado, tp tocado, balance semanal, cobrado, ejecutado el tp, completado, completada, gran
        trabajo, stopeados, stopeado, nos sacó, nos sacaron, hicimos, estadísticas, dieron, dio""",
    Cue.PAST: """el año pasado, demasiado pronto, demasiado temprano, muy temprano, demasiado tarde, ayer, anoche, semana pasada, la semana pasada, había, era, antes, anteayer, el lunes, el martes, el
        miércoles, el jueves, el viernes, mes pasado, el mes pasado, año pasado, hace, estaba,
        estuvo, fue, fueron, habíamos, tenía, tuvimos, esta mañana, anterior, hubiera, recuerden,
        recuerdan, antiguo, hubo, solía""",
    Cue.CONDITION: """cada vez, cada vez que, si, cuando, en caso, en caso de, siempre que, en cuanto, apenas, hasta que, a menos que, salvo que,
        una vez, una vez que, esperar a que, esperamos a que, solo si, mientras no, tan pronto, si
        llega, si rompe, si pierde, si supera, si cierra, si cierra por, si el precio, al momento
        que, siempre y cuando""",
    Cue.HEDGE: """reduce tamaño, significa, quiere decir, cerrar es, dice, dicen, dijo, otro grupo, otro canal, podría, podrían, quizás, quizá, tal vez, creo, esperando, atentos, espero, pensando, parece,
        posible, posibles, posiblemente, esperamos, esperar, esperen, espera, puede, puede que,
        pueden, podemos, vigilar, vigilando, vigilamos, observando, observar, observamos, miramos,
        mirando, pendientes de, atento, pendiente de que, estemos atentos, estar atentos, probable,
        probablemente, a lo mejor, supongo, opino, pienso, planeo, planeando, planes, pronto,
        próximamente, próxima, próximo, mañana, semana que viene, la próxima semana, interesante, me
        gusta, me gustaría, quiero, considerar, considerando, potencial, sería, previsión,
        pronóstico, escenario, escenarios, estudiando, preparando, prepárense, prepararse, en
        seguimiento, radar, en el radar, debería, deseo, buscamos, buscaremos, buscaría, buscando,
        jaja, jajaja, opinión, analistas""",
    Cue.QUESTION: """por qué, qué, quién, quiénes, cómo, cuándo, alguien, cuál, cuáles, cuánto, cuántos, dónde, qué
        opinan, qué les parece, qué tal, debería yo, saben, sabe, conviene, encuesta, votación,
        pregunta, duda, alguna, algún, vale la pena, que tal""",
    Cue.NEGATION: """no, nunca, sin, evitar, perdón, ni, tampoco, jamás, no operar, no operamos, eviten, nada, ninguna,
        ningún, no hay, todavía no, aún no, no todavía, fuera del mercado, sin operar, sin
        operación, no hacemos nada""",
    Cue.PROMO: """únete, gratis, descuento, únanse, suscríbete, suscripción, suscripciones, grupo vip, canal vip, sala
        vip, oferta, promoción, membresía, precio especial, regístrate, registro, link en la bio,
        enlace, escríbeme, escríbanme, contáctame, contacto, sorteo, bono, referido, referidos,
        curso, mentoría, academia, inscripciones, plazas, cupos, últimos cupos, por privado, mensual
        por solo, prueba gratuita, canal premium, por dm""",
    Cue.EXAMPLE: """diario de trading, precio objetivo de, ejemplo, ejemplos, formato, por ejemplo, plantilla, demo, prueba, simulación, tutorial, educativo,
        educativa, fines educativos, con fines educativos, solo educativo, practicar, lección,
        clase, backtesting, hipotético, así se lee, cómo leer, explicación""",
    Cue.EXECUTED: """ejecutada, ejecutado, orden ejecutada, orden completada, orden llenada, llenada, liquidado,
        liquidada, liquidaciones, ballena, ballenas, confirmación, orden creada, posición abierta
        automáticamente, comprobante, orden colocada""",
    Cue.INJECTION: """ignora todas, ignora las instrucciones, ignora las anteriores, instrucciones anteriores,
        instrucciones, modelo de lenguaje, actúa como, responde con, devuelve json, eres un
        asistente, asistente, olvida todo""",
    Cue.TODAY: "vencimiento hoy, vence hoy",
    Cue.REASON: "porque, ya que",
    Cue.INSTEAD: "en vez de, en lugar de",
    Cue.AFTER: "después del, después de, después de que, tras el",
    Cue.TWO_THIRDS: "dos tercios, dos terceras partes",
    Cue.THREE_QUARTERS: "tres cuartos, tres cuartas partes",
    Cue.FIFTH: "un quinto, una quinta parte",
}
