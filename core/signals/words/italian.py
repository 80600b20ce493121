"""Italian."""

from core.signals.cues import Cue

WORDS: dict[Cue, str] = {
    Cue.LONG: """si va long, rialzista, posizione long, posizione lunga, al rialzo, andiamo long, vado long, entriamo long, entro
        long, a rialzo, segnale long, apriamo long, apro long, longare, longhiamo, long su,
        operazione long""",
    Cue.SHORT: """si va short, ribassista, posizione short, posizione corta, al ribasso, andiamo short, vado short, entriamo short,
        entro short, a ribasso, segnale short, apriamo short, apro short, shortare, shortiamo,
        vendita allo scoperto, allo scoperto, short su, operazione short""",
    Cue.BUY: """si compra, compra, comprare, compriamo, acquisto, acquist*, acquista, acquistiamo, acquistare, acquisti,
        compro, comprate, comprato, segnale di acquisto, ordine di acquisto, ordine d'acquisto, in
        acquisto, d'acquisto""",
    Cue.SELL: """si vende, vendi, vendita, vendere, vendiamo, vendite, vendete, vendo, segnale di vendita, ordine di vendita,
        in vendita""",
    Cue.BUY_STOP: "acquisto stop, ordine stop di acquisto, stop di acquisto, buy stop a, compra stop",
    Cue.SELL_STOP: "vendita stop, ordine stop di vendita, stop di vendita, sell stop a, vendi stop",
    Cue.ENTRY: """ingresso, ingressi, entrata, entrate, entriamo, entrare, zona di ingresso, prezzo di ingresso,
        prezzo d'ingresso, zona d'ingresso, zona di entrata, prezzo di entrata, entro a, entra a,
        entrati, entrato, punto d'ingresso, punti di ingresso, punti d'ingresso, livello di
        ingresso, livelli di ingresso, livello d'ingresso, d'ingresso, l'ingresso, area di ingresso,
        area d'ingresso, fascia di ingresso, prezzo d'entrata, zona d'entrata, prezzo di acquisto,
        prezzo d'acquisto, prezzo di vendita, zona di acquisto, zona d'acquisto, zona di vendita,
        apertura, aprire, apriamo, apro, aperta a, prezzo di apertura, attivazione, l'entrata,
        trigger di ingresso, carico, prezzo di carico, con ingresso, con entrata, range di ingresso""",
    Cue.TARGET: """obiettivo, obiettivi, presa di profitto, prese di profitto, prendere profitto, target price,
        l'obiettivo, gli obiettivi, prezzo obiettivo, prezzi obiettivo, obiettivo di prezzo, presa
        profitto, obiettivi di prezzo, uscita a, punto di uscita, punti di uscita, target a, target
        in area, con target, con obiettivo, con obiettivi, obiettivo finale, profitto a, zona
        target, traguardo, tp a, incasso a""",
    Cue.STOP: """perdita, stop perdita, perdita massima, lo stop, gli stop, stop a, stop al, sl a, sl al, con stop,
        con sl, con stop loss, con stop a, stop sotto, stop sopra, stop in area, invalidazione,
        livello di invalidazione, limite di perdita, stop iniziale, il nostro stop, nostro stop,
        stop di protezione, taglio perdite, tagliare le perdite, stop mentale, stop loss a, lo stop
        loss, lo sl, livello di stop, fermo perdite, stop stretto, protezione a""",
    Cue.TRAIL: "stop dinamico, stop mobile, trailing a, stop loss dinamico, stop inseguimento",
    Cue.LEVERAGE: """leva, con leva, leva massima, leva max, leva finanziaria, in leva, a leva, leve, leverage massimo""",
    Cue.ISOLATED: "isolata, isolato, margine isolato, modalità isolata",
    Cue.CROSS: "incrociata, incrociato, margine incrociato, modalità cross",
    Cue.RISK: """rischio, rischiare, rischiamo, rischia, rischio per operazione, rischio per trade, rischio massimo,
        con rischio, con rischio del, rischio del, rischio di, rischiate""",
    Cue.SIZE: """del capitale, capitale, del conto, size del, dimensione, dimensione posizione, dimensione della
        posizione, del portafoglio, portafoglio, margine, importo, investire, investimento, del
        saldo, saldo, esposizione, di capitale, conto, quota del capitale, allocazione, del tuo
        capitale, del vostro capitale""",
    Cue.QUANTITY: "quantità, numero di azioni, numero di contratti, lottaggio, numero lotti",
    Cue.RATIO: """rischio rendimento, rischio/rendimento, rapporto rischio rendimento, rapporto rischio/rendimento,
        ratio r/r, rischio beneficio, rapporto r/r""",
    Cue.LABEL: """piattaforma, orizzonte, orizzonte temporale, grafico, supporto, supporti, resistenza, resistenze,
        affidabilità, confidenza, probabilità, volumi, media mobile, durata, broker, commissioni,
        commissione, massimo storico, minimi, massimi, segnale n, segnale numero, time frame di""",
    Cue.MARKET: """proprio qui, adesso, ora, a mercato, mercato, subito, prezzo attuale, al prezzo attuale, al mercato, qui, in
        questo momento, immediatamente, prezzo di mercato, al prezzo di mercato, ordine a mercato,
        immediato, da qui, a questi livelli, su questi livelli, ai prezzi attuali, a questo prezzo,
        prezzi attuali, proprio ora""",
    Cue.LIMIT: """ordine limite, limite, ordini limite, ordine pendente, pendente, ordini pendenti, pendenti, ordine
        limitato, ordine limit, in attesa di esecuzione""",
    Cue.ABOVE: """sopra, al di sopra di, oltre, rottura di, alla rottura di, al di sopra, sopra i, sopra a, sopra
        quota, superamento di, al superamento di, al superamento dei, breakout di, alla rottura dei,
        oltre i, sulla rottura di""",
    Cue.BELOW: """sotto, al di sotto di, al di sotto, sotto i, sotto a, sotto quota, alla perdita di, perdita di
        quota, perdita di area, perdita dei, sotto il""",
    Cue.BREAK: "rottura, rottura del, rottura della, rompe",
    Cue.TO: "fino a, fino ai, verso, verso i, fino al, sino a",
    Cue.AND: "poi, oppure, quindi, dopo, e poi, e quindi, inoltre, anche, e anche, ed",
    Cue.ZONE: """tra, zona, fascia, intervallo, in area, area, fra, nel range, zona di domanda, zona di offerta, tra
        i""",
    Cue.LADDER: """mediare a, seconda entrata, secondo ingresso, ingressi scaglionati, scaglionato, scaglionata,
        scaglioni, a scaglioni, incremento a, incrementi, mediazione, ricarico, ricarica, entrate
        scaglionate, accumulo a, accumuli""",
    Cue.AT: """dal, dallo, dalla, dai, intorno a, circa, vicino a, da, alla, al prezzo di, in zona, nei pressi di, prezzo, a partire da,
        dai prezzi, sui minimi, sui livelli, nell'area, attorno a, intorno ai, attorno ai, in
        prossimità di, prezzo medio, a quota, quota, a circa, al livello di, presso, ad un prezzo di""",
    Cue.TIMES: "volte",
    Cue.THOUSAND: "mila",
    Cue.UNITS: "azioni, contratti, contratto, lotti, lotto, unità, pezzi, titoli",
    Cue.CENTS: "punti, punto",
    Cue.TICKS: "centesimi",
    Cue.DOLLARS: "dollari, dollaro",
    Cue.RUNNER: """lasciar correre, lasciamo correre, lascia correre, lasciate correre, lasciare correre, resto aperto,
        target aperto, lasciamo il resto, lascio correre, senza limite, corre, aperto""",
    Cue.CANDLE: """ha chiuso la settimana, chiuso la settimana, chiude la settimana, ha chiuso la seduta, ha chiuso il mese, chiude la seduta, chiusura sotto, chiusura sopra, chiusura di candela, chiusura candela, candela, candele, chiusura
        della candela, in chiusura, chiusura oltre, chiude sotto, chiude sopra, chiusura di, corpo
        candela, chiusure sotto, mensile""",
    Cue.FRAME: """giornaliero, giornaliera, chiusura giornaliera, chiusura daily, settimanale, chiusura settimanale,
        orario, su base giornaliera""",
    Cue.FILL: """manualmente, con piccola perdita, in piccola perdita, prima del, prima della, prima dei, niente fomo, no fomo, non siate ingordi, non dimenticate, senza ingordigia, gente, squadra, quello che, quelle, prima di, andiamo, va, vado, vanno, stiamo, sto, c'è, segue, seguiamo, continua, tranquilli, senza fretta, senza stress, nient'altro, per adesso, per sicurezza, con calma, come detto, come da piano, secondo i piani, quasi, abbastanza, troppo, bello, buono, buona, bel lavoro, grande, canale, weekend, notizie, il, gli, le, di, della, dei, delle, degli, dello, dell, del, per, segnale, segnali, primo, prima,
        secondo, seconda, terzo, terza, quarta, ultimo, ultima, operazione, coppia, su, sul, sullo,
        sulla, sugli, sulle, lo, nostro, nostra, nostri, nostre, mio, mia, miei, mie, tuo, tua,
        tuoi, suo, sua, vostro, vostra, vostri, vostre, questo, questa, questi, queste, quello,
        quella, quelli, un, uno, una, un', che, è, sono, siamo, siete, ho, hai, abbiamo, avete,
        hanno, ha, io, noi, voi, tu, mi, ti, ci, vi, ne, nel, nella, nei, nelle, nello, con un, con
        una, con il, con la, con i, col, ma, più, meno, molto, poco, già, ancora, qui sotto, oggi,
        di oggi, per oggi, stasera, giorno, ragazzi, ragazze, amici, amico, gruppo, community,
        famiglia, tutti voi, a tutti, signori, buongiorno, buonasera, buon pomeriggio, buona
        giornata, buona serata, ciao, ciao a tutti, salve, buon trading, buona fortuna, attenzione,
        avviso, importante, nuovo segnale, nuova operazione, nuovo trade, idea di trading, idea,
        analisi, strategia, trade, setup, gestione, gestione del rischio, gestite il rischio,
        gestite bene il rischio, gestisci il rischio, money management, rischio basso, rischio
        medio, rischio alto, alto rischio, basso rischio, rischio moderato, non è un consiglio
        finanziario, non è consulenza finanziaria, nessun consiglio finanziario, non sono consigli
        finanziari, non è sollecitazione, non costituisce consulenza, non è consulenza, fate le
        vostre ricerche, fai le tue ricerche, a vostro rischio, a proprio rischio, breve termine,
        medio termine, lungo termine, di breve, multiday, intraday, crypto, cripto, criptovalute,
        valute, futures, indice, indici, mercato spot, solo, soltanto, solamente, max, massimo, al
        massimo, minimo, almeno, al meno, piccola, piccolo, leggera, leggero, veloce, rapido,
        valore, livello, livelli, usare, usate, usa, senza stop, senza stop loss, senza sl, grazie,
        per favore, per chi, chi è, chi è dentro, chi ha seguito, chi è entrato, chi vuole, dentro,
        allora, bene, ottimo, perfetto, grandi, bravi, tre, quattro, cinque, altro, altra, altri,
        altre, stesso momento, attivo, attiva, lato, proteggere, proteggendo, così, mentre, per ora,
        al momento, momento, perché abbiamo, però, dove siamo, anche noi, sempre, circa il,
        prudenza, con prudenza, cautela, con cautela, al tp, al target, quindi attenzione, noi
        siamo, a me, loro, come sempre, come da, tutti e due, non è un consiglio, di investimento,
        consiglio finanziario, gia, piu""",
    Cue.PAIR: "valuta, simbolo, strumento, titolo, coppia di valute, moneta, sottostante",
    Cue.SIDE: """direzione, tipo, tipo di ordine, tipo ordine, ordine, senso, tipo di operazione, operatività,
        modalità, tendenza""",
    Cue.MOVE: """allungo, allunghiamo, estendo, estendiamo, avvicino, sposto, spostato, alzato, abbasso, abbassate, abbassato, messo, portato, passo, passiamo, passate, aggiorno, aggiorniamo, aggiornate, modifichiamo, cambio, cambiato, stringo, tiro su, tiriamo su, tirate su, proteggo, proteggete, regolo, regolate, spost*, spostiamo, spostare, sposta, spostate, alziamo, alza, alzare, alzate, alzo, portiamo, porta,
        portare, portate, porto, mettiamo, metti, mettere, mettete, metto, abbass*, abbassiamo,
        aggiorn*, stringiamo, stringere, stringete, stringi, muoviamo, muovere, muovi, muovete,
        posizioniamo, posizionare, posizionate, impostiamo, imposta, impostate, impostare, cambiamo,
        cambiare, cambia, cambiate, correggiamo, correggere, trascin*, saliamo, salire con,
        scendiamo, si sposta, si porta, proteggiamo, blindiamo, blindare, trasliamo, avviciniamo,
        modificare, modificate, modifica, modifico, modificato""",
    Cue.NEW: "diventa, diventano, nuovo, nuova, nuovi, nuove, corretto, correzione, aggiornato",
    Cue.CLOSE: """ho chiuso, chiudo tutto, fuori dal, chiuso del tutto, chiusa, liquido, taglio, accetto la perdita, accettiamo la perdita, prendo la perdita, prendiamo la perdita, chiusura manuale, chiudo a mano, flat su, chiud*, chius*, chiudiamo, chiudere, chiudi, chiudete, chiudo, usciamo, uscire, esci, uscite,
        chiuso, esco, uscita, usciti, uscito, si chiude, si esce, liquidiamo, liquidare, liquidate,
        tagliamo, tagliare, tagliate, taglio la posizione, abbandoniamo, molliamo, vendiamo tutto,
        vendere tutto, vendete tutto, sono uscito, siamo usciti""",
    Cue.EXIT: """fuori, siamo fuori, sono fuori, fuori da, fuori tutto, fuori dal trade, venduto, venduta, ho
        venduto, abbiamo venduto, venduto tutto""",
    Cue.TRIM: """alleggerisco, alleggerite, alleggerito, ridotto, metto in cassa, mettiamo in cassa, porto a casa, parzializzo, parzializziamo, parzializzate, chiudo parziale, chiusura parziale, prendo parziale, scarico, alleggeri*, alleggeriamo, alleggerire, incassiamo, incassare, incassate, incassa, incasso, ridurre,
        riduciamo, ridurre la posizione, riducete, riduco, riduci, prendiamo profitto, prendiamo
        profitti, prendete profitto, prendete profitti, prendi profitto, prendo profitto, prendiamo
        parziale, parzializz*, parziale, parziali, portiamo a casa, portare a casa, portate a casa,
        porta a casa, monetizziamo, monetizzare, vendiamo una parte, vendete una parte, scarichiamo,
        scaricare, scaricate, mettiamo in tasca, realizziamo, realizzare, prendiamo""",
    Cue.HALF: "metà, la metà, metà posizione, metà della posizione, mezza posizione, mezza",
    Cue.THIRD: "un terzo, un terzo della posizione, la terza parte",
    Cue.QUARTER: "un quarto, un quarto della posizione",
    Cue.PART: """una parte, parte della posizione, una parte della posizione, un po', un po' di profitto, parte dei
        profitti, qualcosa""",
    Cue.ALL: """tutto, tutti, tutte, tutta, totale, totalmente, completamente, interamente, per intero, l'intera,
        intera, tutti i, tutte le, integralmente""",
    Cue.REST: """l'altra metà, altra metà, quel che resta, ciò che resta, ciò che rimane, ultima parte, l'ultima parte, ultimo terzo, il resto, resto, rimanente, il rimanente, la parte restante, restante, il restante, quello che resta""",
    Cue.CANCEL: """annullo, elimino, eliminate, tolto, rimuovo, rimosso, ritiro l'ordine, ritiriamo l'ordine, ritirate l'ordine, scarto, lascio perdere, non vale più, non scattato, mai scattato, non eseguito, tolgo, togliamo, togliete, levo, leviamo, annull*, annulliamo, annulla, annullare, annullato, annullata, annullate, cancelli*, cancelliamo,
        cancella, cancellare, cancellato, cancellate, cancellata, cancello, eliminiamo, eliminare,
        elimina, eliminato, eliminata, rimuoviamo, rimuovere, rimuovete, rimuovi, togliamo l'ordine,
        togliere l'ordine, togliete l'ordine, non entrare, non entrate, non entriamo, non entriamo
        più, non più valido, non più valida, non è più valido, non è più valida, ordine annullato,
        segnale annullato, ordine cancellato, segnale non valido, scartato, scartata, scartiamo,
        ignorate, ignora il segnale, ignorate il segnale, ignorare, non comprate, non vendete,
        lasciate perdere, lasciamo perdere, scaduto, scaduta, revocato, revocata, ritiriamo,
        ritirate, ritirare l'ordine, non prendete""",
    Cue.ADD: """aggiungo, aggiungete, aggiunto, incremento, incrementato, rinforzo, rinforzate, compro ancora, comprate ancora, vendo ancora, carico ancora, aggiung*, aggiungiamo, aggiungere, mediamo, mediare, mediate, incrementiamo, incrementare,
        incrementate, aumentiamo, aumentare, aumentate, rinforziamo, rinforzare, ricarichiamo,
        ricaricare, compriamo ancora, vendiamo ancora, raddoppiamo, raddoppiare, accumuliamo ancora""",
    Cue.REENTER: """rientrato, rientrati, riprendo, riprendiamo, riprendete, entro di nuovo, entrate di nuovo, di nuovo dentro, secondo tentativo, ci riproviamo, ci riprovo, rientr*, rientriamo, rientrare, rientro, rientrate, entriamo di nuovo, entrare di nuovo, nuovo
        ingresso a, nuova entrata a, torniamo dentro, tornare dentro, ricompriamo, ricomprare,
        riapriamo, riaprire""",
    Cue.BREAKEVEN: """pari, a pari, stop a pari, in pari, pari entrata, pareggio, punto di ingresso, a pareggio, al pareggio, in pareggio, a breakeven, a break
        even, al breakeven, a be, al be, in be, in breakeven, in break even, al prezzo di ingresso,
        a prezzo di ingresso, al prezzo d'ingresso, prezzo di carico originale, a prezzo di carico,
        all'ingresso, a ingresso, all'entrata, in entrata, al punto di ingresso, al punto
        d'ingresso, senza rischio, rischio zero, a rischio zero, zero rischi, zero rischio, risk
        free ora, al costo, a costo, prezzo di costo, al prezzo di carico, al prezzo di entrata, a
        zero, sul prezzo di ingresso, sull'ingresso, a livello di ingresso""",
    Cue.SAME: """ancora dentro, stesso stop, stessi target, stessi obiettivi, stesso, stessa, stessi, stesse, invariato, invariati,
        invariata, uguale, manteniamo, mantenere, mantenete, mantengo, mantieni, teniamo, tenere,
        tenete, rimane, rimangono, resta, restano, resta invariato, nessuna modifica, come prima""",
    Cue.UPDATE: "aggiornamento, aggiornamento su, aggiornamenti",
    Cue.POSITION: """posizione, posizioni, operazioni, l'operazione, questa operazione, la posizione, questa posizione,
        il trade, i trade, trade aperti, posizioni aperte, posizione aperta, operazioni aperte,
        aperte, aperta, l'ordine, gli ordini, ordini, questo trade, questo segnale, il segnale,
        dall'operazione, dal trade""",
    Cue.LONGS: "i long, tutti i long, posizioni long, posizioni lunghe, tutti gli acquisti, gli acquisti",
    Cue.SHORTS: "gli short, tutti gli short, posizioni short, posizioni corte, tutte le vendite, le vendite",
    Cue.RESULT: """conto a zero, raggiunt*, raggiunto, raggiunti, colpito, preso, profitto, incassato, colpita, colpiti, centrato,
        centrati, toccato, toccata, preso in pieno, presi, guadagno, guadagni, guadagnato, profitti,
        risultato, risultati, resoconto, riepilogo, bilancio, complimenti, congratulazioni,
        bravissimi, in profitto, in guadagno, stoppati, stoppato, stoppata, saltato, scattato,
        vinto, vincente, vincenti, perdente, perdenti, perso, target preso, portato a casa, chiusa
        in profitto, chiuso in profitto, in verde, rendimento, performance di, vola, volata, che
        spettacolo, pips presi, obiettivo raggiunto, tp preso, in positivo""",
    Cue.PAST: """l'anno scorso, troppo presto, troppo tardi, ieri, settimana scorsa, era, scorso, scorsa, la settimana scorsa, mese scorso, il mese scorso, anno
        scorso, l'altro ieri, stamattina, questa mattina, lunedì scorso, fa, avevamo, avevo, aveva,
        erano, eravamo, precedente, stava, avrei, avrebbe, ricordate, ieri sera, poco fa, fu,
        avremmo, ero, eri""",
    Cue.CONDITION: """ogni volta, se, qualora, nel caso, in caso di, appena, non appena, una volta, una volta che, finché, a meno che,
        solo se, solo in caso, aspettare la, aspettate la, attendere la, fintanto che, quando il,
        quando tocca, quando arriva, purché, nel caso in cui, se il prezzo""",
    Cue.HEDGE: """dice che, dicono, secondo loro, un altro gruppo, altro gruppo, forse, potrebbe, penso, aspettiamo, magari, vediamo, potrebbero, possibile, possibili,
        possibilmente, probabile, probabilmente, credo, crediamo, aspetto, aspettare, aspettate,
        attendiamo, attendo, attendere, attesa, in attesa, osserviamo, osservare, osservo,
        guardiamo, guardo, monitoriamo, monitorare, monitorate, monitoro, sto monitorando, valuto,
        valutiamo, valutare, valutando, pensando, sto pensando, penserei, pianifico, piano, prevedo,
        previsione, previsioni, scenario, scenari, sembra, interessante, vorrei, voglio, spero,
        speriamo, eventuale, eventualmente, preparatevi, preparati, pronti, tenetevi pronti,
        prossimo, prossima, prossimamente, presto, domani, la prossima settimana, potenziale,
        potenzialmente, dovrebbe, dovrebbero, secondo me, a mio parere, opinione, analisti, sotto
        osservazione, in osservazione, occhi puntati, occhio a, cerchiamo, cercherei, ahah, ahaha""",
    Cue.QUESTION: """chi, cosa, quando, qualcuno, quale, quali, quanto, quanti, dove, che ne pensate, cosa ne
        pensate, cosa pensate, come mai, sondaggio, domanda, devo, dovrei, conviene, vale la pena,
        c'è qualcuno, sapete, voi cosa""",
    Cue.NEGATION: """non, mai, senza, né, niente, nulla, nessun, nessuna, nessuno, evitare, evitate, fuori dal mercato,
        non ancora, nessuna operazione, non operare, neanche, nemmeno, restiamo fuori""",
    Cue.PROMO: """gratis, gratuito, gratuita, sconto, iscriviti, iscrivetevi, iscrizione, iscrizioni, abbonati,
        abbonamento, abbonamenti, offerta, promozione, gruppo vip, canale vip, unisciti, unitevi,
        entra nel gruppo, posti limitati, ultimi posti, omaggio, concorso, a vita, al mese, corso,
        webinar, link in bio, scrivimi, scrivetemi, contattami, in privato, registrati,
        registrazione, prova gratuita, codice""",
    Cue.EXAMPLE: """esempio, esempi, ad esempio, per esempio, formato, modello, come leggere, simulazione,
        dimostrazione, didattico, didattica, a scopo didattico, scopo educativo, educativo, lezione,
        esercizio, ipotetico, guida, prova, fittizio""",
    Cue.EXECUTED: """eseguito, eseguita, ordine eseguito, riempito, liquidato, liquidata, liquidazioni, liquidazione,
        balena, balene, conferma, ordine inserito, ordine piazzato, conferma ordine""",
    Cue.INJECTION: """ignora tutte, ignora le istruzioni, ignora le precedenti, istruzioni precedenti, istruzioni, modello
        linguistico, rispondi con, sei un assistente, assistente, restituisci json, dimentica tutto""",
    Cue.TODAY: "scadenza oggi, scade oggi",
    Cue.REASON: "perché, perciò",
    Cue.INSTEAD: "invece di, anziché, al posto di",
    Cue.AFTER: "dopo il, dopo la",
    Cue.TWO_THIRDS: "due terzi, i due terzi",
    Cue.THREE_QUARTERS: "tre quarti",
    Cue.FIFTH: "un quinto",
}
