"""Portuguese, of Brazil and of Portugal."""

from core.signals.cues import Cue

WORDS: dict[Cue, str] = {
    Cue.PIECES: "partes, parcelas",
    Cue.LONG: """comprado, comprada, comprados, comprado em, posição comprada, entrar comprado, entramos comprados,
        long em, na ponta compradora, operação de compra, longar, longando, longamos, na alta, long
        no""",
    Cue.SHORT: """vendido, vendida, vendidos, vendido em, posição vendida, entrar vendido, entramos vendidos, short
        em, na ponta vendedora, operação de venda, shortar, shortando, shortamos, na baixa, short
        no, operar vendido""",
    Cue.BUY: """compre, compramos, comprando, comprar, comprem, comprei, sinal de compra, ordem de compra, compra
        no, comprar no, compre no, compramos no, compra em""",
    Cue.SELL: """venda, vende, vendo, vendas, vender, vendemos, vendendo, vendam, sinal de venda, ordem de venda,
        venda no, vender no, venda em""",
    Cue.BUY_STOP: "compra stop, stop de compra, ordem de compra stop, start de compra",
    Cue.SELL_STOP: "venda stop, stop de venda, ordem de venda stop, start de venda",
    Cue.ENTRY: """entrada*, entrar, entramos, zona de entrada, preço de entrada, preços de entrada, região de entrada,
        ponto de entrada, pontos de entrada, faixa de entrada, região de compra, região de venda,
        zona de compra, zona de venda, entrar em, entrei, entrem, entrando, entro, entre na faixa,
        preço de compra, preço de venda, faixa de compra, faixa de venda, entrada no, entrar no,
        entrei no, entramos no, abrir em, abrimos, abertura, acionamento, gatilho de entrada, valor
        de entrada, nível de entrada""",
    Cue.TARGET: """tomar lucro, pegar lucro, alvo, alvos, objetivo, objetivos, realização, lucro, alvo em, alvo no, alvos em, take, preço alvo,
        preços alvo, realizar em, realização em, realização de lucro, realização de lucros, realizar
        lucro em, saída em, saídas, alvo final, alvo parcial, parcial em, parciais em, primeira
        saída, segunda saída, meta, gain, gain em, take em, take no, pegar lucro em, stop gain""",
    Cue.STOP: """loss, perda, parada, stop de perda, stop no, stop em, sl no, sl em, com stop, com sl, com stop em, com
        stop no, stop inicial, stop curto, stop técnico, limite de perda, perda máxima, invalidação,
        stop loss em, stop loss no, loss em, corte, cortar perdas, nível de stop, preço de stop,
        stops, stopar em, invalida abaixo de, invalida acima de, invalida abaixo, invalida acima""",
    Cue.TRAIL: "stop móvel, stop dinâmico, trailing em, stop loss móvel, trailing de",
    Cue.LEVERAGE: """alavancagem, alavancado, alavancada, alavancagem de, alavancagem máxima, alav, alavancar, com
        alavancagem, com alavancagem de""",
    Cue.ISOLATED: "isolada, isolado, margem isolada, modo isolado",
    Cue.CROSS: "cruzada, cruzado, margem cruzada, modo cruzado",
    Cue.RISK: """risco, arriscar, arriscando, arrisque, risco de, risco por operação, risco por trade, risco máximo,
        com risco de, arriscamos, risco do""",
    Cue.SIZE: """tamanho, capital, do capital, da conta, da banca, banca, da carteira, carteira, margem, tamanho da
        posição, tamanho da mão, mão, do saldo, saldo, do patrimônio, valor investido, investir,
        investimento, aporte, exposição, usar no máximo, da sua banca, do seu capital, do portfólio,
        portfólio, patrimônio""",
    Cue.QUANTITY: "quantidade, qtd, qtde, quant, número de contratos, número de ações",
    Cue.RATIO: """risco retorno, risco/retorno, relação risco retorno, risco x retorno, risco recompensa, payoff,
        ratio""",
    Cue.LABEL: """corretora, tempo gráfico, gráfico, suporte, suportes, resistência, resistências, acurácia,
        confiança, assertividade, probabilidade, volume diário, média móvel, plataforma, duração,
        prazo, sinal número, sinal n, taxa de acerto, mínima, máxima histórica, comissão, topo,
        fundo""",
    Cue.MARKET: """aqui mesmo, agora, a mercado, mercado, ao mercado, já, agora mesmo, neste momento, imediatamente, de imediato,
        preço atual, preço de mercado, no preço atual, ao preço atual, aqui, por aqui, no mercado,
        imediata, ordem a mercado, preço de agora, nesse momento, daqui, na hora, nesse preço, neste
        preço""",
    Cue.LIMIT: """ordem limitada, ordem limite, limitada, limitadas, ordens limitadas, pendente, ordem pendente,
        ordens pendentes, pedra, na pedra, ordem no livro, pendurar ordem, apregoada, limite em""",
    Cue.ABOVE: """acima de, acima, rompendo, acima do, acima da, acima dos, romper, rompimento de, ao romper,
        rompimento dos, no rompimento de, no rompimento dos, superando, superar, rompendo os, rompeu
        os, no rompimento""",
    Cue.BELOW: """abaixo de, abaixo, abaixo do, abaixo da, abaixo dos, perdendo, perder, ao perder, na perda de, na
        perda dos, perda dos, perdendo os, perda do suporte""",
    Cue.BREAK: "rompimento, rompe, rompimento da, quebra de",
    Cue.TO: "até, para, para os, até os, até o, para o, para a, pra, pro preço, pro alvo, ate",
    Cue.AND: "e, ou, depois, em seguida, além disso, também, e também, e depois, bem como",
    Cue.AT: """em, perto de, na faixa de, na região de, próximo de, próximo a, por volta de, em torno de, cerca de,
        preço, ao preço de, no preço de, aproximadamente, a partir de, desde, nos, ao, na zona de,
        na casa de, na casa dos, preço médio, pm, no valor de, à""",
    Cue.ZONE: "entre, faixa, região, zona, intervalo, entre os, zona de demanda, zona de oferta",
    Cue.LADDER: """recompra, recompras, escalonada, escalonadas, escalonado, preço médio em, fazer preço médio, fazer
        médio, segunda entrada, reforço, reforços, reforço em, entradas escalonadas, fracionada,
        fracionadas, dca em, recompra em""",
    Cue.TIMES: "vezes",
    Cue.THOUSAND: "mil",
    Cue.UNITS: """ações, contratos, contrato, lotes, lote, unidades, cotas, moedas, mini contratos, minicontratos""",
    Cue.CENTS: "pontos, ponto",
    Cue.TICKS: "centavos",
    Cue.DOLLARS: "dólares, dólar",
    Cue.RUNNER: """aberto, em aberto, deixar correr, deixa correr, deixem correr, deixar o resto, deixar rolar, deixa
        rolar, resto aberto, alvo aberto, surfar, deixo correr, deixamos correr, moonbag""",
    Cue.CANDLE: """fechou a semana, fechou o mês, fechou o dia, fechou o pregão, fecha a semana, fecha o dia, fechou o ano, fecha o mês, fechamento de, fechamento abaixo de, fechamento acima de, fechamento abaixo, fechamento acima,
        fechamento, fechar abaixo de, fechar acima de, vela, velas, candle de, candles de,
        fechamento do candle, fechamento de candle, corpo do candle, fechando abaixo de, fechando
        acima de, pavio, fecho de vela, fecho""",
    Cue.FRAME: """diário, fechamento diário, semanal, fechamento semanal, mensal, no diário, no semanal, horário,
        candle diário""",
    Cue.FILL: """com pequena perda, com perda pequena, com prejuízo pequeno, com lucro, com pequeno prejuízo, notícia, antes do, antes da, antes dos, antes das, não pegou, fico, fico de fora, ficamos de fora, sem fomo, sem ganância, não sejam gananciosos, não esqueçam, não exagerem na mão, não exagerem, que saco, lá fora, mercado fechado, time, lhes, estes, meus, ainda, antes de, vão, segue, sigo, seguem, tranquilo, sem pressa, sem medo, sem drama, sem estresse, sem herói, nada mais, por agora, por hoje, por segurança, com calma, como sempre, como falei, conforme o plano, conforme combinado, muita, pouco, quase, bastante, demais, perfeito, lindo, bom, boa, bom trabalho, grande, canal, sala, fim de semana, notícias, tmj, né, pro, tá, o, os, as, do, da, dos, das, na, nas, um, uma, uns, umas, com, sinal, sinais, par, que, é, são,
        está, estão, estamos, estou, tem, temos, tenho, há, vai, vamos, vou, ficar, fica, nosso,
        nossa, nossos, nossas, meu, minha, seu, sua, seus, suas, este, esta, esse, essa, isso, isto,
        aquele, aquela, mais, menos, muito, mas, como, por, pelo, pela, pessoal, galera, gente,
        amigos, amigo, turma, família, grupo, comunidade, rapaziada, moçada, senhores, bom dia, boa
        tarde, boa noite, olá, oi, fala, salve, traders, atenção, alerta, aviso, importante, nova
        operação, novo sinal, nova entrada, sinal novo, operação, operações, trade, ideia, análise,
        estratégia, setup novo, hoje, de hoje, para hoje, pra hoje, primeiro, primeira, segundo,
        segunda, terceiro, terceira, quarto, quarta, último, final, inicial, outro, outra, dois,
        duas, três, quatro, gerencie o risco, gerenciamento, gerenciamento de risco, gerencie seu
        risco, façam gerenciamento, gestão de risco, gestão, risco baixo, risco médio, risco alto,
        baixo risco, alto risco, risco moderado, não é recomendação de investimento, não é
        recomendação, não é recomendação de compra, não é conselho financeiro, não é indicação de
        compra, não constitui recomendação, isto não é recomendação, faça sua própria análise, faça
        sua análise, faça a sua própria pesquisa, por sua conta e risco, por conta e risco, boa
        sorte, bons trades, bons negócios, boas operações, sucesso, curto prazo, médio prazo, longo
        prazo, swing trade, day trade, cripto, criptomoeda, criptomoedas, futuros, mercado futuro,
        mercado spot, à vista, ações da, moeda de, só, somente, apenas, máx, máximo, no máximo,
        pequeno, pequena, leve, mão leve, mão pequena, mão cheia, usar, usem, use no máximo, valor,
        nível, níveis, obrigado, por favor, favor, quem quiser, quem está, quem estiver, quem
        entrou, para quem, pra quem, vocês, você, eu, nós, ele, ela, se quiser, no lucro, no long,
        no short, no momento, no trade, no gráfico, no par, no nosso, no seu, no meu, no fim, no
        final, no dia, no mesmo, no alvo, sem stop, sem stop loss, sem sl, já que, já temos, lá,
        então, assim, bem, ótimo, beleza, valeu, lado, direção certa, rápido, rápida,
        scalp rápido, ativo, ativos, ordens, proteger, protegendo, garantindo, garantir o lucro, por
        enquanto, enquanto, sobre, mesmo preço, desse, dessa, deste, desta, nesse, nessa, neste,
        nesta, dele, dela, lhe, me, te, nos dois, próximos passos, invalidado, invalidada, o time,
        por aí, pro pessoal, pro mercado, sao, esta aqui""",
    Cue.PAIR: "moeda, papel, par de moedas, símbolo, ativo objeto, código",
    Cue.SIDE: """direção, tipo, tipo de ordem, tipo de operação, ordem, posição tipo, sentido, tendência, modo, viés""",
    Cue.MOVE: """amplio, estendo, estendemos, alongo, alongamos, aproximo, encurto, encurtem, baixo, baixei, baixa, ponho, coloco, coloquem, coloca, coloquei, passo, passei, passa, levo, levei, ajusto, ajustem, ajustei, ajusta, arrasto, arrastei, puxo, puxei, altero, alterei, altera, mudo, mudei, muda, atualizo, atualizem, atualizei, atualiza, protejo, protejam, protegi, aperto, apertei, trago, mover, movam, movemos, mova, movo, movendo, movido, movi, subir, suba, subam, subimos, subindo,
        subi, sobe, subo, descer, desce, desçam, baixar, baixem, baixamos, ajustar, ajust*, coloqu*,
        coloca*, colocando, passar, passem, passamos, passe, puxar, puxem, puxamos, puxa, puxe,
        trazer, tragam, trazemos, levar, levem, levamos, alterar, alterem, alteramos, altere,
        alterado, mudar, mudem, mudamos, mude, mudando, atualiz*, apertar, apertem, apertamos,
        deslocar, arrastar, arrastem, arrastamos, elevar, corrigir, corrigindo, põe, ponham, travar,
        zerar o risco, proteger no, leve o, deixem o""",
    Cue.NEW: """alterados, alteradas, alterada, atualizados, revisados, ajustados, novo, nova, novos, novas, passa a ser, passa para, fica em, ficou em, corrigido, correção,
        atualizado, atualização de alvo""",
    Cue.CLOSE: """fecha, fechei, fechado, encerro, encerra, encerrem, encerramos, encerrei, encerrado, caio fora, cai fora, caiam fora, aceito a perda, aceito o loss, aceitem o loss, stopar na mão, stopei na mão, fechamento manual, fecho na mão, liquido, fecha tudo, fecha aqui, fecha a posição, fecha essa, fecha agora, zera, zerar, zerem, zeramos, zerei, zerando, zere, saí, saí de, saio de, saímos, fechar, fechem, feche, fechamos, sair, saindo, encerr*, fech*, saiam,
        saia, saio, zerar tudo, liquidar, liquidamos,
        liquidem, sai da operação, sai do trade, sair fora, cair fora, desmontar, desmontamos,
        finalizar, finalizamos, finalizem, finalizado, stopar no braço, sair da operação, sair do
        trade, sair no, sai fora""",
    Cue.EXIT: """sai, fora, estou fora, estamos fora, tô fora, zerado, zerada, zerados, vendi, vendi tudo, fora do trade,
        fora da operação""",
    Cue.TRIM: """bota no bolso, embolsei, embolsando, embolso, embolsa, garante, faço parcial, tirei, tira, reduzo, reduzam, reduzi, reduz, alivio, aliviei, alivia, vendo parte, vendi parte, bolso, realiza, realizem, realizar, realizamos, realizo, realizando, realizei, realize, parcial, parciais, fazer
        parcial, faz parcial, fazer uma parcial, façam parcial, fazendo parcial, fizemos parcial,
        fiz parcial, colocar no bolso, botar no bolso, garantir lucro, garantir parte, garantam
        lucro, embolsar, embolsem, embolsamos, reduzir, reduz*, diminuir, diminuam, diminuímos,
        aliviar, aliviem, tirar, tirem, tiramos, tiro, vender parte, vendam parte, recolher, sacar,
        realizar lucro, realizar lucros, realizar parcial, garantam, garanto, garanta, garantimos,
        garantir""",
    Cue.HALF: "metade, a metade, meia posição, meia mão, metade da posição, metade da mão",
    Cue.THIRD: "um terço, um terço da posição, terço",
    Cue.QUARTER: "um quarto, um quarto da posição",
    Cue.PART: "uma parte, parte, parte da posição, um pouco, parte do lucro, parte dos lucros",
    Cue.ALL: """tudo, todas as, todas, todos, todos os, toda, todo, inteira, totalmente, completamente, por
        completo, 100% da posição""",
    Cue.REST: "a outra metade, outra metade, o que sobra, o que resta, última parte, a última parte, resto, o resto, restante, o restante, o que sobrou",
    Cue.CANCEL: """pode cancelar, podem cancelar, cancelei, cancela, anulo, removo, removi, remove, apago, apaguei, retiro a ordem, tira a ordem, tirei a ordem, descarto, esquece, não acionou, não ativou, sem acionamento, cancelar, cancelado, cancelada, cancelem, cancela*, cancele*, cancelo, anular, anulamos, anulem,
        anulada, anulado, anule, desconsiderar, desconsiderem, desconsidere, desconsiderado, não
        vale mais, não valem mais, não entrar, não entrem, não entre, não entre mais, não vamos
        entrar, não entramos mais, não é mais válida, não é mais válido, sinal cancelado, ordem
        cancelada, operação cancelada, retirar a ordem, retirem a ordem, tirem a ordem, tirar a
        ordem, tirem as ordens, remover a ordem, removam a ordem, removam, remover, remova, apagar,
        apaguem, excluir, excluam, ignorem, ignorem o sinal, ignore o sinal, ignorar o sinal,
        esqueçam, esqueçam o sinal, abortar, abortem, abortamos, abortado, expirou, expirada,
        expirado, sinal invalidado, operação invalidada, sinal inválido, não comprem, não vendam,
        sem efeito, descartada, descartado, descartar, descartem""",
    Cue.ADD: """aumentando a mão, aumentando mão, aumentei a mão, aumento a mão, adiciono, adicionem, adicionei, adiciona, aumentei, somo, somem, reforcem, reforcei, compro mais, comprei mais, comprem mais, vendo mais, vendi mais, faço preço médio, aumenta, aumento, adicionar, adicion*, aumentar, aumentamos, aumentem, aumente, aumentar a mão, acrescentar, reforçar,
        reforç*, comprar mais, compramos mais, vender mais, vendemos mais, colocar mais, médio para
        baixo, fazendo preço médio, aportar mais, dobrar, dobramos, recomprar""",
    Cue.REENTER: """reentro, reentrem, reentrei, reentrada, reentra, volto a entrar, voltem a entrar, voltamos a entrar, voltei, entro de novo, entrem de novo, de volta, segunda tentativa, reentrar, reentr*, entrar novamente, entramos novamente, entrar de novo, entramos de novo, voltar a
        comprar, voltamos a comprar, voltar para o trade, voltei para o trade, nova entrada em,
        reabrir, reabrimos, recompramos, entrada novamente""",
    Cue.BREAKEVEN: """sem perda, no pm, zero a zero, 0x0, no zero a zero, no 0x0, no preço de entrada, no ponto de entrada, na entrada, para
        a entrada, para entrada, pra entrada, na entrada mesmo, custo, no custo, preço de custo, sem
        risco, risco zero, zero risco, livre de risco, empate, no empate, no breakeven, no be, no
        break even, ponto de equilíbrio, 0 a 0, no 0 a 0, zero x zero, no zero, para o zero a zero,
        pro zero a zero, pro zero, para o zero, pra o zero, preço de entrada original, para o preço
        de entrada, pro preço de entrada, equilíbrio""",
    Cue.SAME: """ainda dentro, sigo dentro, mesmo stop, mesmos alvos, mesmo, mesma, mesmos, mesmas, igual, manter, mantenham, mantemos, mantém,
        mantenho, mantido, mantidos, sem alteração, sem alterações, segue igual, seguimos, segurar,
        segurem, seguramos, stop mantido, stop continua, continuam, continua, sem mudanças""",
    Cue.UPDATE: "atualização, atualizações, atualização de",
    Cue.POSITION: """posição, posições, a operação, esta operação, essa operação, as operações, operações abertas,
        posições abertas, as posições, a posição, aberta, abertas, as ordens, a ordem, essa ordem,
        esta ordem, o trade, este trade, esse trade, o sinal, este sinal, esse sinal, trades
        abertos, a compra, a venda""",
    Cue.LONGS: """comprados em, longs abertos, todas as compras, os longs, as compras, posições compradas, todos os
        longs""",
    Cue.SHORTS: "shorts abertos, todas as vendas, os shorts, as vendas, posições vendidas, todos os shorts",
    Cue.RESULT: """atingid*, batido, bateu, alvo atingido, batida, batidos, bateram, alcançad*, alcançou, atingiu,
        atingimos, pegou, pegamos, buscou, stopado, stopada, stopados, fomos stopados, stopou,
        stopei, resultado, resultados, resumo, lucros, lucramos, lucrou, ganho, ganhos, ganhamos,
        gain no bolso, vitória, acerto, acertos, parabéns, no verde, fechou no, lucro no bolso, no
        bolso, voando, voou, rendeu, rendimento, dobrou, foi no alvo, deu bom, deu certo,
        performance do mês, bateu o alvo, batemos, executou o alvo, em lucro, de lucro,
        assertividade de, deu green, mais um green, green no, foi green, deu loss, deu red, tomamos
        loss, bolsa fechada""",
    Cue.PAST: """cedo demais, tarde demais, ontem, anteontem, semana passada, na semana passada, mês passado, ano passado, na segunda, na terça,
        na quarta, na quinta, na sexta, hoje cedo, hoje de manhã, mais cedo, antes, anterior,
        estava, era, foi, fui, foram, tinha, tivemos, havia, tava, atrás, lembram, lembrando,
        antigo, costumava, peguei, perdi""",
    Cue.CONDITION: """toda vez, toda vez que, cada vez, se, quando, caso, se o, assim que, só se, somente se, enquanto não, a menos que, desde que, uma vez
        que, logo que, se romper, se perder, se fechar, esperar o rompimento, esperem, aguardem,
        aguardar, aguardando, contanto que, até que""",
    Cue.HEDGE: """zerar é, realizar é, significa, quer dizer, diz, dizem, disse, outro grupo, outro canal, talvez, pode, acho, podem, poderia, podemos, pode ser, possível, possivelmente, provável,
        provavelmente, olhando, de olho, fiquem de olho, observando, observar, acompanhando,
        monitorando, monitorar, esperando, espero, esperar, quem sabe, penso, pensando, parece,
        planejando, planejo, pretendo, deve, deveria, devo, interessante, gostaria, quero, queria,
        futuramente, em breve, amanhã, semana que vem, próxima, próximo, próxima semana, potencial,
        expectativa, previsão, cenário, cenários, estudando, estudo, estou avaliando, avaliando, no
        radar, preparem, preparados, prontos, fiquem prontos, seria, opinião, analistas, kkk, kkkk,
        rsrs""",
    Cue.QUESTION: """por que, quem, alguém, qual, quais, quanto, quantos, onde, como assim, o que, o que acham, o que
        vocês acham, será que, alguém sabe, vale a pena, enquete, pergunta, dúvida, devo comprar,
        devo vender, algum, alguma, cadê""",
    Cue.NEGATION: """não, nao, nunca, sem, nem, nada, nenhum, nenhuma, evitar, evitem, jamais, fora do mercado, ainda
        não, não operar, não temos, não façam nada, tampouco""",
    Cue.PROMO: """grupo vip, sala vip, canal vip, link na bio, assine, assinatura, inscreva, inscrição, inscrições,
        cadastre, cadastro, desconto, promoção, oferta, vagas, últimas vagas, vitalício,
        mensalidade, por mês, curso, mentoria, bônus, sorteio, indicação, chama no privado, me
        chama, chamem no, venha, venham, entre no grupo, acesse, teste grátis, grátis, gratuito,
        premium por, mês grátis""",
    Cue.EXAMPLE: """exemplo, exemplos, por exemplo, formato, modelo, como ler, como funciona, aula, teste, demonstração,
        simulação, simulado, educacional, fins educacionais, fins educativos, apenas para estudo,
        conteúdo educativo, hipotético, tutorial, ilustrativo""",
    Cue.EXECUTED: """executada, executado, ordem executada, ordem preenchida, preenchida, liquidado, liquidada,
        liquidações, baleia, baleias, comprovante, confirmação, ordem enviada, posição aberta
        automaticamente""",
    Cue.INJECTION: """ignore todas, ignore as instruções, ignore as anteriores, instruções anteriores, instruções, modelo
        de linguagem, aja como, responda com, retorne json, você é um assistente, assistente""",
    Cue.TODAY: "vencimento hoje, vence hoje",
    Cue.REASON: "porque, pois",
    Cue.INSTEAD: "em vez de, no lugar de, ao invés de",
    Cue.AFTER: "depois do, depois da, após o, após",
    Cue.TWO_THIRDS: "dois terços",
    Cue.THREE_QUARTERS: "três quartos",
    Cue.FIFTH: "um quinto",
}
