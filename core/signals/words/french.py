"""French."""

from core.signals.cues import Cue

WORDS: dict[Cue, str] = {
    Cue.PIECES: "tranches, parties, fois",
    Cue.LONG: """acheteur, acheteurs, position longue, position acheteuse, en long, on long, haussier, haussière, je
        long, à la hausse, on passe long, on part en long, signal d'achat, biais acheteur""",
    Cue.SHORT: """vendeur, vendeurs, position courte, position vendeuse, en short, on short, baissier, baissière, je
        short, à la baisse, vente à découvert, à découvert, shortez, on shorte, je shorte, on passe
        short, on part en short, signal de vente, biais vendeur""",
    Cue.BUY: """achat, achats, acheter, achetez, achète, achetons, on achète, j'achète, à l'achat, ordre d'achat, on
        prend, acheté, on rentre à l'achat, achat de""",
    Cue.SELL: """vente, ventes, vendre, vendez, vends, vendons, on vend, je vends, à la vente, ordre de vente, on
        rentre à la vente, vente de""",
    Cue.BUY_STOP: """achat stop, ordre d'achat stop, stop achat, achat sur stop, ordre stop d'achat, stop d'achat""",
    Cue.SELL_STOP: "vente stop, ordre de vente stop, stop vente, vente sur stop, ordre stop de vente",
    Cue.ENTRY: """entrée, entrées, entrer, zone d'entrée, prix d'entrée, entree, l'entrée, point d'entrée, points
        d'entrée, niveau d'entrée, niveaux d'entrée, d'entrée, entrez, on entre, j'entre, entrons,
        entre à, on rentre, je rentre, rentrer, rentrez, zone d'achat, zone de vente, prix d'achat,
        prix de vente, niveau d'achat, ordres d'achat, ouverture, on ouvre, ouvrir, ouvrez, j'ouvre,
        prix d'ouverture, entrée à, déclenchement, cours d'entrée, fourchette d'entrée, plage
        d'entrée, prise de position""",
    Cue.TARGET: """objectif*, cible, cibles, prise de profit, prises de profit, prise de profits, prise de bénéfices,
        prises de bénéfices, prendre profit, prendre les profits, prix cible, prix cibles, cours
        cible, l'objectif, objectif de cours, obj, sorties, cible de cours, gain visé, on vise,
        visez, je vise, visons, visée, avec objectif, objectif de vente, objectif final""",
    Cue.STOP: """on coupe sous, coupe sous, on coupe si, coupez sous, arrêt, perte, stop perte, stop de protection, limite de perte, perte max, perte maximale, arrêt de
        perte, arrêt des pertes, coupe perte, le stop, les stops, mon stop, votre stop, vos stops,
        nos stops, notre stop, stop à, stop suiveur à, invalidation à, niveau d'invalidation,
        l'invalidation, stop sous, sl à, stop initial, stop mental, stop serré, avec stop, avec sl,
        couper les pertes, le sl, votre sl, le stop loss, vos sl, niveau de stop, seuil de perte,
        invalidé sous, invalidé si, l'arrêt""",
    Cue.TRAIL: "stop suiveur, stop glissant, stop loss suiveur, trailing de, stop dynamique",
    Cue.LEVERAGE: """levier, effet de levier, leviers, levier de, levier max, avec levier, avec un levier de, à levier,
        levier maximum""",
    Cue.ISOLATED: "isolé, isolée, marge isolée, mode isolé",
    Cue.CROSS: "croisé, croisée, marge croisée, mode cross",
    Cue.RISK: """risque, risquer, risquez, on risque, je risque, risque par trade, risque max, risque de, risque
        maximum, risque par position, à risque""",
    Cue.SIZE: """taille, capital, du capital, de capital, du compte, marge, taille de position, taille de la
        position, du portefeuille, portefeuille, mise, montant, solde, du solde, investir,
        investissez, de votre capital, de ton capital, exposition, allocation de, engager, engagez,
        de mon capital, du portif""",
    Cue.QUANTITY: "quantité, qté, nombre de lots, nombre d'actions, taille du lot, taille de lot",
    Cue.RATIO: """ratio, ratio risque rendement, risque/rendement, risque rendement, risque récompense, ratio r/r,
        ratio risque/rendement, rr de""",
    Cue.LABEL: """plateforme, unité de temps, graphique, support à, supports, résistance, résistances, confiance,
        probabilité, précision, volume de, moyenne mobile, durée, horizon, courtier, signal n,
        signal numéro, fiabilité, frais, plus haut, plus bas, ut, taux de réussite""",
    Cue.MARKET: """ici même, maintenant, au marché, marché, tout de suite, immédiatement, prix actuel, au prix actuel, ici, dès
        maintenant, prix du marché, au prix du marché, ordre au marché, cours actuel, au cours
        actuel, de suite, à ce niveau, à ces niveaux, sur ce niveau, en market""",
    Cue.LIMIT: """limite, ordre limite, ordre à cours limité, limité, à cours limité, en attente, ordre en attente,
        ordres en attente, ordres limites, ordre limité""",
    Cue.ABOVE: """au-dessus de, au dessus de, au-dessus, au dessus, au-dessus des, au dessus des, au-dessus du,
        dépassement de, cassure de, franchissement de, sur cassure de, à la cassure de, cassure des,
        cassure au-dessus de, si ça casse les""",
    Cue.BELOW: """en dessous de, sous, en-dessous de, en dessous, dessous, au-dessous de, en dessous des, sous les,
        sous la, sous le, cassure sous, en dessous du""",
    Cue.BREAK: "cassure, casse les, rupture, rupture de, franchissement",
    Cue.TO: "à, jusqu'à, jusqu'au, jusqu'aux, vers le, jusque",
    Cue.AND: "et, ou, puis, ensuite, après, ainsi que, et puis, et ensuite, aussi",
    Cue.AT: """env, environ, vers, autour de, aux alentours de, à partir de, depuis, près de, proche de, au prix de,
        prix, cours, aux environs de, dans la zone de, dans la zone, sur les, dès, autour des, vers
        les, prix moyen, pru, chez""",
    Cue.ZONE: "entre, zone, fourchette, plage, intervalle, zone de demande, zone d'offre, entre les",
    Cue.LADDER: """renfort, renforts, renforcement, renforcer à, en plusieurs fois, échelonné, échelonnée, échelonnées,
        entrées échelonnées, deuxième entrée, 2e entrée, seconde entrée, moyenner, moyenne à la
        baisse, recharge, recharge à, rachat à, paliers, par paliers""",
    Cue.THOUSAND: "mille",
    Cue.UNITS: "actions, contrats, contrat, titres, unités, jetons, lots de",
    Cue.CENTS: "pts de, points de",
    Cue.TICKS: "centimes",
    Cue.RUNNER: """ouvert, ouverte, laisser courir, laissez courir, on laisse courir, laisser tourner, laissez tourner,
        on laisse tourner, le reste court, laisser le reste, on laisse le reste, objectif ouvert,
        sans limite""",
    Cue.CANDLE: """a clôturé la semaine, clôturé la semaine, clôture la semaine, a clôturé la séance, a terminé la semaine, a fermé la semaine, clôturé le mois, clôturé la journée, clôture sous, clôture au-dessus de, clôture au dessus de, clôture en dessous de, clôture de bougie,
        bougie, bougies, clôture en, mèche, cloture bougie, clôture bougie, corps de bougie, bougie
        de, clôture sur, clôture au-dessus, horaire""",
    Cue.FRAME: """journalier, journalière, quotidien, quotidienne, clôture journalière, clôture quotidienne, hebdo,
        hebdomadaire, clôture hebdo, clôture hebdomadaire, clôture daily, mensuelle""",
    Cue.FILL: """avant, annonces, annonce, manuellement, avec une petite perte, ont, on oublie, dans la foulée, foulée, pas de fomo, ne soyez pas gourmands, sans fomo, pas de précipitation, équipe, stp, ainsi, ce que, te, ceci, avant de, on y va, va, vais, vont, sommes, fut, suivons, continue, continuons, sans stress, sans pression, rien de plus, pour l'instant, pour le moment, pour aujourd'hui, par sécurité, par prudence, calmement, comme toujours, comme prévu, comme dit, selon le plan, beaucoup, peu, presque, assez, trop, joli, beau, bon travail, grand, famille, groupe, canal, salon, week-end, les news, après clôture, après la clôture, avant clôture, avant la clôture, marché fermé, marchés fermés, marché ouvert, à l'instant, l'instant, instant, le, les, des, du, un, une, de la, avec, pour, sur, signal, signaux, paire, au, aux, ce, cet, cette,
        ces, mon, ma, mes, ta, tes, son, sa, ses, notre, nos, votre, vos, leur, leurs, je, tu, il,
        elle, on, nous, vous, ils, elles, j'ai, c'est, est, sont, suis, avons, avez, a été, sera, y,
        en, qui, que, qu'on, dont, dans, par, mais, donc, plus, moins, très, bien, bon, bonne,
        tout à fait, comme, ça, cela, ici aussi, là, aujourd'hui, d'aujourd'hui, ce jour, ce soir,
        premier, première, deuxième, second, seconde, troisième, quatrième, dernier, dernière,
        final, initial, initiale, deux, trois, quatre, cinq, autre, autres, bonjour, bonsoir, salut,
        coucou, bonne journée, bonne soirée, bonne chance, bon trade, bons trades, la team, team,
        les amis, mes amis, amis, les gars, gars, les traders, messieurs, tout le monde, à tous, à
        toutes, la famille, la communauté, merci, s'il vous plaît, svp, alerte, alerte trade,
        nouveau signal, nouvelle position, nouveau trade, nouvelle opportunité, opportunité, idée,
        idée de trade, plan de trade, stratégie, trade, trades, gestion, gestion du risque, gestion
        des risques, gérez votre risque, gérez bien, gérez vos risques, money management, respectez,
        respectez votre gestion, risque faible, risque moyen, risque élevé, risque modéré, faible
        risque, haut risque, prudence, prudents, soyez prudents, n'est pas un conseil, pas un
        conseil financier, pas un conseil en investissement, pas de conseil financier, pas un
        conseil, ceci n'est pas, n'est pas un conseil financier, conseil en investissement, faites
        vos recherches, faites vos propres recherches, à vos risques, à vos risques et périls, court
        terme, moyen terme, long terme, à court terme, à long terme, à moyen terme, crypto, cryptos,
        devises, futures, indice, indices, marché spot, au comptant, seulement, uniquement, juste,
        max, maximum, au maximum, au max, minimum, petit, petite, petite position, petit lot, léger,
        légère, rapide, valeur, niveau, niveaux, valable, utiliser, utilisez, sans stop, sans stop
        loss, sans sl, pas de stop, pas de sl, ceux qui, ceux, celui, celle, ceux qui sont, encore,
        toujours, déjà, alors, voilà, parfait, nickel, actif, côté, sens du, sécurisant,
        afin de, afin, pour sécuriser, pour protéger, tranquille, tranquillement, chacun, si vous
        voulez, d'or, l'action, de l'or, de l'argent, l'ordre est, quelques, chaque, lors, invalidé,
        invalidée, setup invalidé, setup invalide, invalide, n'oubliez pas, pensez à, pensez, vous
        pouvez, on peut, jour, ont été, ont déjà, très important, analyse technique, info
        importante, ce n'est pas un conseil, en investissement, ceci n'est pas un conseil, conseil
        financier""",
    Cue.PAIR: """actif sous-jacent, monnaie, symbole, instrument, valeur mobilière, la paire, crypto-monnaie,
        cryptomonnaie""",
    Cue.SIDE: """direction, sens, type d'ordre, type de trade, ordre, tendance, biais, type de position, mode de
        marge""",
    Cue.MOVE: """étends, on étend, prolonge, je prolonge, on prolonge, rallonge, on rallonge, rapproche, on rapproche, décalé, décalée, décale, décalons, déplacez, déplacé, remontez, remonté, remonte, je descends, passé, je place, placé, j'ajuste, on ajuste, ajustez, ajusté, je modifie, changé, je resserre, on resserre, resserrez, je ramène, ramené, je protège, on remonte le, suivez, déplac*, monter, montez, monte, on monte, montons, remont*, mettre, mettez, mets, on met, mettons,
        je mets, passez, passer, on passe, passons, je passe, ajust*, on déplace, on remonte,
        abaiss*, baisser, baissez, on baisse, descendre, descendez, on descend, resserr*, ramener,
        ramenez, on ramène, je déplace, je remonte, je monte, changer, changez, on change, je
        change, décaler, décalez, on décale, je décale, placer, placez, on place, relever, relevez,
        on relève, serrer, serrez, bouger, bougez, on bouge, positionnez, positionner, protéger,
        protégez, on protège, mis, verrouiller, verrouillez, remplacer, remplacez, corriger,
        modifiez, modifions, modifié, on modifie, modifier le, modifier la""",
    Cue.NEW: "revus, ajustés, changés, modifiés, modifiée, modifiées, objectif révisé, désormais, un seul objectif désormais, nouveau, nouvelle, nouveaux, nouvelles, nouvel, désormais à, corrigé, correction, actualisé",
    Cue.CLOSE: """fermez, clôturez, clôturé, je solde, je prends la perte, on prend la perte, on accepte la perte, j'arrête les frais, on arrête les frais, à plat, clôtur*, ferme, on ferme, fermons, sortez, sortir, sortons, on sort, je sors, sors, sortie de, on
        coupe, coupez, coupons, coupe, couper, je coupe, je ferme, je clôture, clôture, clôture de
        la position, soldez, solder, on solde, soldée, soldé, liquider, on liquide, sortie totale,
        sortie complète, on clôture, sortie ici, sortie anticipée, coupé, coupée, coupez tout,
        débouclez, on déboucle, sortie manuelle, fermer, fermés, fermé, fermée, fermées, fermeture,
        fermera, fermerons, fermeture de""",
    Cue.EXIT: """sortie, je suis sorti, on est sorti, sorti, sortis, je suis dehors, dehors, on est dehors, vendu, j'ai
        vendu, on a vendu, nous sommes sortis""",
    Cue.TRIM: """vendu la moitié, je sécurise, sécurisez, sécurisé, allégé, réduit, prise de profit partielle, je vends une partie, on empoche, j'empoche, empochez, je prends, prenez, on encaisse, j'encaisse, allège, allégez, allégeons, alléger, on allège, j'allège, prenez vos profits, prenez des profits, on
        prend des profits, prenons des profits, prendre des profits, prendre partiel, on
        prend nos profits, encaissez, encaisser, encaissons, partiel,
        partiels, partielle, partielles, sécuris*, on sécurise, réduire, réduisez, on réduit,
        réduisons, je réduis, prise partielle, prises partielles, vendre une partie, vendez une
        partie, on vend une partie, retirer, retirez, prendre""",
    Cue.HALF: """moitié, la moitié, demi, une moitié, demi position, la moitié de la position, moitié de la position""",
    Cue.THIRD: "un tiers, tiers, le tiers, un tiers de la position",
    Cue.QUARTER: "un quart, quart, le quart, un quart de la position",
    Cue.PART: """une partie, partie, une partie de la position, quelques profits, un peu, une partie des gains, une
        partie des profits, une part""",
    Cue.ALL: """tout, toutes, tous, toute, entièrement, totalement, complètement, en totalité, la totalité,
        intégralement, totalité, toutes les""",
    Cue.REST: "l'autre moitié, autre moitié, dernier tiers, le dernier tiers, le solde, dernière partie, la dernière partie, reste, le reste, restant, le restant, le solde de la position, ce qui reste",
    Cue.CANCEL: """sur retiré, est retiré, retirée du carnet, virez-le, retiré du carnet, plus lieu, annulé, annulée, annule, je supprime, je retire, on retire, retire l'ordre, oublie, j'abandonne, abandonnez, pas déclenché, non déclenché, jamais déclenché, annul*, on annule, annulez, j'annule, supprimer, supprimez, supprimé, supprimée, on supprime,
        retirez l'ordre, retirer l'ordre, retirez les ordres, on retire l'ordre, enlevez l'ordre,
        enlevez, on enlève, ignorez, ignorez ce signal, ignorez le signal, oubliez, oubliez ce
        signal, n'entrez pas, ne pas entrer, n'entrez plus, on n'entre pas, on n'entre
        plus, plus valable, plus valide, n'est plus valable, n'est plus valide, signal invalidé,
        ordre invalidé, signal invalide, signal annulé, ordre annulé, caduc, caduque, abandonné,
        abandonnée, abandonner, on abandonne, laissez tomber, on laisse tomber, ne prenez pas, ne
        prenez plus, on ne prend pas, n'achetez pas, ne vendez pas""",
    Cue.ADD: """renforcé, renforce, ajouté, je rajoute, on rajoute, rajoutez, je recharge, j'en reprends, on en reprend, je moyenne, moyennez, ajouter, ajoutez, ajoute, on ajoute, j'ajoute, ajoutons, renforcer, renforcez, on renforce, je
        renforce, renforçons, recharger, rechargez, on recharge, on moyenne, racheter, rachetez, on
        rachète, augmenter, augmentez, on augmente, doubler""",
    Cue.REENTER: """je reprends à, on reprend à, je reprends, on reprend la position, reprise à, je rentre à nouveau, je rerentre, rerentrez, je reprends position, reprenez position, on y retourne, j'y retourne, on retente, je retente, retentez, deuxième essai, deuxième tentative, nouvelle entrée, on reprend le trade, je reprends le trade, réentrer, ré-entrer, réentrée, ré-entrée, rentrer à nouveau, rentrer de nouveau, on rentre à
        nouveau, on rerentre, rerentrer, rentrez à nouveau, reprendre position, on reprend position,
        reprendre la position, nouvelle entrée à, entrer à nouveau, on reprend""",
    Cue.BREAKEVEN: """à neutre, au neutre, en neutre, seuil de rentabilité, sans risque, au prix d'entrée, à l'entrée, au point d'entrée, au point mort,
        point mort, au be, à be, à breakeven, au breakeven, au break even, à break even, prix de
        revient, au prix de revient, au pru, risque zéro, zéro risque, sur l'entrée, sur le prix
        d'entrée, à zéro, au niveau d'entrée, au niveau de l'entrée, à prix d'entrée, à
        l'équilibre, équilibre, hors risque, risk free maintenant""",
    Cue.SAME: """toujours dedans, encore dedans, même stop, mêmes objectifs, inchangé, inchangée, inchangés, pareil, sans changement, on garde,
        gardez, garder, gardons, je garde, on conserve, conserver, conservez, conservons, reste
        inchangé, stop inchangé, ne change pas, maintenir, maintenez, on maintient, on tient, tenez,
        le même, les mêmes, même niveau, même sl, mêmes tp""",
    Cue.UPDATE: "mise à jour, point sur, màj, maj, suivi",
    Cue.POSITION: """positions, position ouverte, ouvertes, la position, cette position, nos positions, vos positions, ma
        position, les positions, positions ouvertes, trades ouverts, ce trade, le trade, l'ordre,
        les ordres, cet ordre, ordres, l'achat, ce signal, le signal, trades en cours, position en
        cours, la vente, d'ordre""",
    Cue.LONGS: """les longs, tous les longs, les achats, tous les achats, positions longues, positions acheteuses""",
    Cue.SHORTS: """les shorts, tous les shorts, les ventes, toutes les ventes, positions courtes, positions vendeuses""",
    Cue.RESULT: """atteint*, validé, validée, validés, gagné, gagnés, gain, gains, bénéfice, bénéfices, résultat,
        résultats, bilan, récap, récapitulatif, bravo, félicitations, stoppé, stoppée, stoppés, stop
        touché, en profit, en gain, dans le vert, encaissé, encaissés, gagnant, gagnants, perdant,
        perdants, réussi, réussite, ça cartonne, plus-value, objectif atteint, tp atteint, a touché,
        ont touché, pris en, empochés, on a pris, carton, dans le profit, rendement, touché,
        touchée, touchés, touchées""",
    Cue.PAST: """y a deux, y a trois, y a un, y a une, y a longtemps, y a quelques, y a 2, y a 3, an dernier, année dernière, an passé, l'année dernière, l'an passé, trop tôt, trop tard, tant pis, il y a, hier, avant-hier, la semaine dernière, semaine dernière, le mois dernier, mois dernier, l'an
        dernier, ce matin, lundi dernier, mardi dernier, vendredi dernier, était, étaient,
        avait, avions, j'avais, avais, précédent, précédente, ancien, j'étais, aurait,
        aurais, aurions, fallait, rappelez, souvenez, tantôt, était à""",
    Cue.CONDITION: """chaque fois, à chaque fois, si, quand, lorsque, s'il, si ça, si le, une fois, une fois que, dès que, au cas où, à moins que, en
        cas de, à condition que, tant que, attendre que, attendez que, seulement si, si on, si
        jamais, attendre la cassure, attendez la""",
    Cue.HEDGE: """dit, disent, selon, d'après, un autre groupe, autre groupe, paraît, parait, semble, me paraît, me semble, peut-être, peut être, pourrait, attendons, attendre, attendez, j'attends, on attend, en attente de,
        surveiller, surveillez, surveillons, on surveille, je surveille, à surveiller, regarder, je
        regarde, on regarde, possible, possiblement, probable, probablement, je pense, pense,
        penser, pensent, je crois, crois, envisage, envisager, j'envisage, on envisage, j'hésite,
        sans doute, devrait, potentiel, potentielle, potentiellement, bientôt, demain, la semaine
        prochaine, prochaine, prochain, prochainement, prévois, prévoir, prévision, scénario,
        scénarios, intéressant, intéressante, intéressé, aimerais, voudrais, je voudrais,
        veux, espère, espérons, éventuel, éventuelle, éventuellement, préparez, préparez-vous,
        tenez-vous prêts, soyez prêts, prêts, à l'affût, on guette, guette, analystes, avis, mdr,
        ptdr, cherche, je cherche, pourrions, pourraient""",
    Cue.QUESTION: """pourquoi, qui est, quoi, comment, quel, quelle, quels, quelles, combien, où, quelqu'un, est-ce que,
        est-ce, qu'est-ce que, avez-vous, pensez-vous, que pensez-vous, sondage, question, faut-il,
        peut-on, dois-je, qu'en pensez-vous, vous en pensez quoi, une idée""",
    Cue.NEGATION: """je reste en dehors, reste en dehors, restez en dehors, rester en dehors, reste à l'écart, pas, jamais, ne, n'est, rien, aucun, aucune, ni, sans, éviter, évitez, non, n'ai, n'a, n'y, pas
        encore, pas de trade, hors marché, rien à faire, on reste à l'écart, restez à l'écart""",
    Cue.PROMO: """rejoignez, rejoindre, rejoins, abonnez, abonnez-vous, abonnement, abonnements, offre, réduction,
        promo, promotion, gratuit, gratuitement, groupe vip, canal vip, essai gratuit, essai,
        parrainage, concours, inscrivez-vous, inscription, inscriptions, formation, lien en bio,
        lien, contactez-moi, en mp, en privé, places limitées, dernières places, par mois, à vie,
        bonus de""",
    Cue.EXAMPLE: """note de, relevé à, abaissé à, exemple, exemples, par exemple, format, modèle, gabarit, comment lire, démo, test, éducatif,
        éducative, à but éducatif, but pédagogique, pédagogique, pédagogiques, fins éducatives,
        hypothétique, cours gratuit, tuto, tutoriel, leçon, entraînement, fictif""",
    Cue.EXECUTED: """exécuté, exécutée, ordre exécuté, rempli, ordre rempli, liquidé, liquidée, liquidations, baleine,
        baleines, confirmation, ordre passé, ordre placé, position ouverte automatiquement""",
    Cue.INJECTION: """ignore toutes, ignore les instructions, ignorez les instructions, instructions précédentes,
        instructions, modèle de langage, agis comme, réponds avec, renvoie du json, tu es un
        assistant, oublie tout""",
    Cue.TODAY: "échéance aujourd'hui, expire aujourd'hui",
    Cue.REASON: "car il, car le, car la, car les, car on, car ça, car je, car nous, car elle, parce que",
    Cue.INSTEAD: "au lieu de, plutôt que",
    Cue.AFTER: "après le",
    Cue.TWO_THIRDS: "deux tiers, les deux tiers",
    Cue.THREE_QUARTERS: "trois quarts, les trois quarts",
    Cue.FIFTH: "un cinquième",
}
