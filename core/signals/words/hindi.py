"""Hindi in Latin letters, in the spellings that people use."""

from core.signals.cues import Cue

WORDS: dict[Cue, str] = {
    Cue.WHOLE: "pura, poora, puri, poori, pura maal, puri position, poori position, poora maal, puri quantity, full quantity",
    Cue.LONG: """long karo, long lo, long le lo, long bana lo, long banao, long bana, long kar lo, long kiya, long
        jao, long position banao, long lelo, long karna, long karte, tezi, long khol lo, long kholo""",
    Cue.SHORT: """short karo, short lo, short le lo, short bana lo, short banao, short kar lo, short kiya, short jao,
        short position banao, short lelo, short karna, short karte, mandi, short khol lo, short
        kholo""",
    Cue.BUY: """kharido, khareedo, khareed, kharidna, lelo, le lo, buy karo, kharid, kharid lo, khareed lo, kharide,
        khareede, kharidiye, kharido sab, kharidari, buy kar lo, buy kro, buy karna, buy kare, buy
        karen, buy karein, buy lo, buy le lo, le lijiye, lijiye, utha lo, uthao, kharid karo, kharid
        rahe, buy kiya, buy kar rahe""",
    Cue.SELL: """becho, bech do, bechna, sell karo, beche, bechiye, bech rahe, sell kar do, sell kar lo, sell kro,
        sell karna, sell kare, sell karen, sell kiya, bikwali, bech dena, sell kar rahe""",
    Cue.ENTRY: """entry lo, entry le lo, entry karo, entry lena, entry price pe, entry kare, entry zone me, entry
        leni, kharidi, kharid bhav, entry bhav, entry lelo, kharidne ka, pravesh, entry banti""",
    Cue.TARGET: """lakshya, target rakho, target rakhna, target rakhein, target rahega, target hoga, target lagao,
        target le lo, target pe, target hai, target ye, target milega, tgt rakho, targets rakho,
        munafa target, profit target rakho, target dekho, target aayega""",
    Cue.STOP: """stoploss rakho, sl rakho, stop loss rakho, sl lagao, stoploss lagao, stop loss lagao, sl lagana,
        stoploss lagana, sl rakhna, stoploss rakhna, stop loss rakhna, nuksan, nuksaan, sl hai, sl
        rahega, sl hoga, stoploss rahega, sl zaroor, sl jarur, sl ko, stop ko, stoploss ko, stop
        loss ko, apna sl, apna stoploss, sl strict, strict sl, strict stoploss, sl compulsory, sl
        dalo, sl daalo, sl lagaye, sl lagaiye""",
    Cue.TRAIL: """trail karo, sl trail karo, trail kar do, trail karte raho, trail kar lo, trail kare, trail kro,
        trailing karo, sl trail kar do, sl trail""",
    Cue.MARKET: """abhi, turant, abhi ke abhi, market price pe, market pe, market rate pe, isi price pe, is price pe,
        current price pe, cmp pe, cmp par, yahan se, yaha se, yahan pe, yahi se, is level pe, is
        level se, jaldi, fauran, abhi ka bhav, bazaar bhav, current rate""",
    Cue.LIMIT: """limit lagao, limit order lagao, limit laga do, limit pe, limit order daalo, limit daal do, pending
        order lagao, limit order pe""",
    Cue.ABOVE: """ke upar, upar, ke upper, se upar, ke uper, uper, ke paar, paar kare, todne par, ke upar sustain,
        tode to, break hone par, ke upar jaye, ke upar nikle, se uper""",
    Cue.BELOW: """ke neeche, ke niche, neeche, niche, se neeche, se niche, ke nichey, toot jaye, se nichey, ke neechay""",
    Cue.BREAK: "tod de, breakout pe, breakout par, breakout ke baad, breakdown pe, breakdown par",
    Cue.LEVERAGE: """leverage rakho, leverage rakhna, leverage use karo, leverage lo, leverage ke saath, leverage max
        rakho, leverage lagao""",
    Cue.RISK: "jokhim, risk lo, risk rakho, risk lena, risk karo, riks, risk sirf",
    Cue.SIZE: """paisa, paise, punji, capital ka, capital lagao, capital use karo, portfolio ka, fund ka, apne
        capital ka, account ka, wallet ka, quantity ka, paisa lagao, capital se, fund lagao, rakam,
        margin lagao""",
    Cue.QUANTITY: "matra, qty lo, quantity lo, quantity rakho, qty rakho",
    Cue.LABEL: "support hai, resistance hai, bazaar ka, chart pe, chart me, timeframe pe, samay",
    Cue.TO: "tak, talak, tk, le kar, se lekar, se leke",
    Cue.AND: """aur, phir, ya, fir, uske baad, iske baad, baad me, baad mein, or fir, ya phir, evam, ya fir, saath
        me, saath mein, sath me, tatha""",
    Cue.AT: """pe, ke paas, ke aas paas, mein, par, ke pas, ke as paas, ke aaspaas, ke aas pas, ke kareeb, kareeb,
        karib, lagbhag, ke around, se le, ke bhav, bhav pe, bhav par, ke rate pe, ke level pe, ke
        level par, bhav""",
    Cue.ZONE: """ke beech, ke bich, ke beech me, ke beech mein, ke bich me, beech me, range me, range mein, zone me,
        zone mein, ke darmiyan""",
    Cue.LADDER: """thoda thoda, hisson me, kishton me, average karna, dip pe, dip par, har dip pe, tukdo me, average
        point, dusri entry, doosri entry, second entry pe, averaging karo, average at""",
    Cue.TIMES: "guna",
    Cue.THOUSAND: "hazar, hazaar, hajar, hajaar",
    Cue.UNITS: "sher, quantity shares, lot le lo",
    Cue.CENTS: "points ka, point ka",
    Cue.RUNNER: """chalne do, chalne dena, chalne de, chalne dijiye, khula, khula rakho, baaki chalne do, baki chalne
        do, ride karo, ride karna, jane do, jaane do, hold karke rakho baaki, baaki hold, baki hold,
        open rakho""",
    Cue.CANDLE: """closing ke niche, closing ke upar, closing basis, closing basis pe, candle ke niche, candle closing,
        band hone par, candle close hone par, closing ke neeche, candle band, ke niche closing, ke
        neeche closing, ke upar closing, candle bane, hafte ki closing""",
    Cue.FRAME: "din ki closing, roz ki closing, daily closing, daily closing basis, weekly closing",
    Cue.FILL: """hu, hun, raha hu, rahe hain, chhote loss me, thode loss me, jaldi mat karna, jaldi mat karo, jaldbazi mat karna, jaldbazi mat karo, lalach mat karna, darna mat, ghabrana mat, tension mat lo, overtrade mat karna, rakhenge, ulta, ulta ho, lalach nahi, lalach mat karo, fomo nahi, bhulna mat, overtrade mat karo, cash me, cash mein, cash market, bhailog, please, plz, dhanyavad, shukriya, yahin, yahi, aise, abhi bhi, pehle se, chalo, chal, tension nahi, jaldi nahi, filhal, aaj ke liye, safety ke liye, hamesha ki tarah, plan ke hisab se, kaafi, kafi, bada, bade, group, channel, news, me se, se hi, karlo, kardo, ka, ki, ke, ko, hai, bhai, wale, wala, yeh, isko, karo, kar lo, kar do, rakho, lagao, jao, rakhna,
        hain, ho, hoga, hogi, honge, ye, woh, wo, vo, us, uska, uski, uske, usko, isme, ismein, is
        me, iska, iski, iske, inka, inko, unko, apna, apni, apne, apka, aap, aapka, aapke, aapko,
        tum, tumhara, hum, humne, hamne, hame, hamara, hamari, hamare, main, mai, maine, mera, meri,
        mere, mujhe, tu, tera, sabko, sab log, sabhi log, log, logon, bhaiyo, bhaiyon, bhai log,
        dosto, doston, dost, yaar, yaaro, mitro, mitron, guru, sir, sirji, ji, behno, parivar, team
        walo, namaste, namaskar, suprabhat, shubh prabhat, good morning sabko, shubh ratri, jai
        hind, jai shri ram, ram ram, salaam, lo, le, lena, leni, lene, liye, ke liye, lijiye ga,
        liya, li, do, dena, de, dijiye, diya, karna, karni, kare, karen, karein, karte, karke, kar,
        kro, krlo, krdo, kr, krna, kijiye, kariye, kiya, ki hai, raha, rahe, rahi, rahega, rahegi,
        raho, rehna, rakhe, rakhein, rakhiye, rakh, rakh lo, rakh do, laga, lagana, lagaye, lagaiye,
        laga do, laga lo, dalo, daalo, daal do, dal do, ja, jana, jaana, jaye, jayega, jaayega,
        jaega, aa, aao, aana, aaye, aayega, aaj, aaj ka, aaj ke, aaj ki, din, subah, shaam, raat,
        me, mei, mai se, se upar tak, sath, saath, ke saath, ke sath, bas, sirf, bhi, hi, to hi,
        toh, to, na, naa, ok, theek, thik, theek hai, thik hai, accha, acha, achha, badhiya, mast,
        zabardast, jabardast, bahut, bohot, bht, thoda, thodi, thode, zyada, jyada, kam, se zyada,
        se jyada, se kam, mat lena zyada, naya, nayi, naye, pehla, pehle, pahla, pahle, dusra,
        doosra, dusre, teesra, tisra, aakhri, akhri, ek, do lot, teen, paanch, dono, wali, vala,
        vale, vali, walo, jisne, jinhone, jinke, jiske, jiske paas, jinke paas, jo, jo log, jisko,
        jinko, paas, dhyan, dhyan rakho, dhyan rakhna, dhyan se, savdhan, zaroori, jaruri, zaroor,
        jarur, yaad rakho, yaad rakhna, risk manage karo, risk manage, money management, position
        size chhoti, chhota, chota, chhoti, choti quantity, chhoti quantity, kam quantity, halka,
        apne risk pe, apne risk par, khud ki research, apni research karo, apni research, apne
        advisor se, financial advisor, sebi registered nahi, hum sebi registered nahi, sebi
        registered, sirf education, financial advice nahi, ye financial advice nahi, koi financial
        advice nahi, investment advice nahi, calls ke liye, naya call, naya trade, nayi call, nayi
        trade, nayi entry, naya setup, call aa gayi, trade hai, trade lo, trade me, trade mein,
        trade se, trade ka, trade ko, position me, position se, position mein, position ko, position
        ka, profit me, profit mein, yahan, yaha, wahan, waha, abhi tak, intraday me, intraday ke
        liye, btst, swing ke liye, positional, scalping ke liye, level, level pe, level par, level
        hai, shubh, shubhkamnaye, all the best, market me, market mein, market ka, market ki,
        isliye, taaki, taki, lekin, magar, par ye, jaldi se, aaram se, aram se,
        dheere, safe raho, safe rakho, surakshit, bachao, bacha lo, capital bachao, hamesha, warna,
        varna, pakka, bina sl, bina stop loss, no sl bina, safe khelo, members ke liye""",
    Cue.PAIR: "joda, sikka, sikke, share ka naam, stock ka naam",
    Cue.MOVE: """niche kar do, neeche kar do, badla, update kar lo, kar dena, kar dijiye, le aao, shift karo, badlo, shift kar do, shift kar lo, shift kro, shift kare, shift karna, badal do,
        badal lo, le jao, le aana, le aaye, upar karo, upar kar do, upar le aao, upar le jao, niche
        karo, niche le aao, neeche karo, neeche le aao, khiskao, khisko, khiska do, khiska lo,
        sarkao, sarka do, modify karo, modify kar do, change karo, change kar do, change kar lo,
        update karo, update kar do, set karo, set kar do, kar lijiye, badhao, badha do, badha lo,
        ghatao, ghata do, move karo, move kar do, move kar lo, move kare, tight karo, tight kar lo,
        raise karo, lock karo, lock kar lo, lock kar do, le aaiye, lekar aao, la do,
        revise karo, revise kar lo, la lo, lao""",
    Cue.NEW: """nae, badal diya, badal ke, badal diye, badal gaya, ab se, ab naya, revised hai, badla hua, sudhar,
        correction hai""",
    Cue.CLOSE: """nikal liya, nikal liye, nikal lena, nikal lete hain, nikal rahe hain, nikal diya, nikal diye, nikal do, nikal raha, full exit kar diya, band kardo, band karte hain, band kar diya, close kardo, close karte hain, close kar diya, nikalte hain, niklo, bahar niklo, exit kardo, exit kar diya, kaat diya, loss book karo, loss book kar lo, nikal jao, nikalo, nikal lo, band karo, exit karo, bahar aao, nikal jaye, nikal jaiye, nikal jaao,
        nikal gaye, nikal gaya, nikal rahe, nikalna, nikal aao, nikalte, nikal chalo, nikliye, band
        kar do, band kar lo, band kro, band kar dijiye, band kare, exit kar lo, exit kar do, exit le
        lo, exit lo, exit kro, exit kare, exit kar jao, exit kar rahe, exit ho jao, exit kiya, exit
        lijiye, close karo, close kar do, close kar lo, close kro, close kare, close kar rahe, close
        kiya, close kar dijiye, bahar nikalo, bahar nikal jao, bahar ho jao, bahar aa jao, square
        off, square off karo, square off kar do, square off kar lo, squareoff, squareoff karo, kaat
        do, kaato, kaat lo, cut kar do, cut karo, bech ke nikal jao, sab bech do, sab becho, pura
        bech do, poora bech do, sell karke nikal jao, chhod do trade, exit maro, exit mar do, nikaal
        lo, nikaal do, se exit kar lo, se exit karo, se exit, se exit le lo, se nikal jao, se
        nikalo, se nikal lo, se nikal gaye, se nikal rahe, se nikalna, se bahar, se bahar aao, se
        bahar nikal jao, se nikal jaye""",
    Cue.EXIT: """bahar, hum bahar, main bahar, bahar ho gaye, bahar hoon, bech diya, sab bech diya, bech chuke, exit
        ho gaye, exit ho gaya, hum exit, bahar hain""",
    Cue.TRIM: """book karlo, book karte hain, partial book, partial exit, kuch nikal lo, lots kam karo, book karo, book kar lo, book kar do, book kro, book kare, book karein, book karen, book karna, book
        karte chalo, book kiya, book kar rahe, book kijiye, profit book karo, profit book kar lo,
        profit book kare, profit book karte chalo, munafa book karo, munafa lo, munafa le lo, profit
        le lo, profit lo, profit nikalo, profit nikal lo, partial book karo, partial profit book
        karo, partial book kar lo, partial nikal lo, partial exit karo, partial le lo, hissa nikalo,
        kam karo, kam kar do, kam kar lo, halka karo, halke ho jao, reduce karo, reduce kar do, jeb
        me dalo, jeb mein dalo, thoda nikal lo, thoda book karo, thoda profit book karo, quantity
        kam karo, secure karo, secure kar lo""",
    Cue.HALF: """aadha, adha, aadhi, adhi, aadhe, adhe, aadhi position, adhi position, aadha maal, adha maal, aadhi
        quantity, adhi quantity, aadha quantity, half quantity, half qty, 50 fisdi""",
    Cue.THIRD: "ek tihai, tihai",
    Cue.QUARTER: "ek chauthai, chauthai, pav, paav",
    Cue.PART: """thoda hissa, kuch hissa, kuch profit, thoda profit, thoda sa, thoda maal, ek hissa, kuch quantity,
        thodi quantity, kuch, hissa""",
    Cue.ALL: """sab, saare, sabhi, sara, saara, saari, sari, poore, sab kuch,
        sab positions""",
    Cue.REST: """bache hue, baki lots, baki lot, baaki lots, remaining, baaki, baki, baaki ka, baki ka, baaki position, baki position, bacha hua, bachi hui, bachi, baaki
        bacha, baaki quantity, baki quantity, baaki sab, baki sab""",
    Cue.CANCEL: """cancel kardo, cancel kar diya, rehne do, bhool jao, trigger nahi hua, nahi chala, cancel karo, cancel kar do, radd karo, mat lo, mat lena, cancel kar dijiye, cancel kar lo, cancel
        kro, cancel hai, cancel kiya, cancel ho gaya, cancel samjho, radd, radd kar do, radd hai,
        order hata do, order hatao, hata do, hatao, hata lo, order hata lo, pending hata do, delete
        karo, delete kar do, entry mat lo, entry mat lena, entry mat karo, entry nahi leni, mat
        kharido, mat kharidna, mat becho, trade mat lo, trade mat lena, buy mat karo, sell mat karo,
        ignore karo, ignore kar do, ignore kare, call ignore karo, chhod do, chhodo, chod do, nahi
        lena, nahi leni, avoid karo, avoid kare, avoid kar do, void hai, ab valid nahi, valid nahi,
        valid nahi hai, ab valid nahi hai, order kaat do, nirast, skip karo, skip kar do""",
    Cue.ADD: """add kiya hai, add karte hain, add kiya, average karte hain, lot badhao, add karo, average karo, add kar lo, add kar do, add kro, add kare, aur lo, aur kharido, aur le lo,
        average kar lo, average kar do, aur add karo, aur add kar lo, jodo, jod lo, badha lo
        quantity, quantity badhao, aur buy karo, aur becho, aur sell karo, maal badhao""",
    Cue.REENTER: """wapas enter, phir se buy, dobara buy, dobara entry, dobara lo, dobara le lo, dobara kharido, phir se lo, phir se entry, fir se entry, fir
        se lo, phir se kharido, wapas entry, wapas lo, wapas le lo, re entry lo, reentry lo, re
        entry karo, dobara long, dobara short, dubara entry, dubara lo, dubara le lo, dobara buy
        karo, dobara sell karo, phir se le lo, fir se le lo""",
    Cue.BREAKEVEN: """zero risk, risk free, cost pe, cost par, cost to cost, cost price pe, cost price par, entry price par, entry pe, entry
        par, entry price pe le aao, kharid bhav pe, kharid bhav par, buy price pe, buy price par, no
        loss pe, breakeven pe, breakeven par, be pe, be par, be pe le aao, buying price pe, buying
        price par, apni entry pe, apni entry par, lagat, lagat pe, cost pe le aao, risk free kar lo,
        risk free karo, risk free kar do, ctc, ctc karo, ctc kar lo, sl ctc, entry level pe, entry
        level par, cost ko, barabar""",
    Cue.SAME: """wahi, same rakho, same rahega, same hai, same rakhna, hold karo, hold rakho, hold karna, hold kare,
        hold kar ke rakho, bane raho, bane rahe, baithe raho, sl same, target same, wahi sl, wahi
        target, koi badlav nahi, waise hi, hold kar lo, jaise the""",
    Cue.UPDATE: "khabar, jankari, update hai",
    Cue.POSITION: "position wale, maal, sauda, saude, order ko, trade walo, trade wale, trades, positions",
    Cue.LONGS: """saare long, saare longs, sabhi long, sabhi longs, sab long, sab longs, long wale, long walo, saari
        buy, sabhi buy, buy wale""",
    Cue.SHORTS: """saare short, saare shorts, sabhi short, sabhi shorts, sab short, sab shorts, short wale, short walo,
        saari sell, sabhi sell, sell wale""",
    Cue.RESULT: """ho gaya, mil gaya, lag gaya, ho gya, mil gya, lag gya, hit ho gaya, hit ho gya, hit hua, hit kar
        gaya, aa gaya, aa gya, pura hua, poora hua, pura ho gaya, target mila, target done, tgt
        done, sl lag gaya, sl hit, sl gaya, sl uda, profit hua, profit mila, kamaya, kamaye, kamai,
        kama liya, loss hua, nuksan hua, badhai, mubarak, mubarak ho, congratulations sabko, jeet,
        jeeta, haar, hisaab, natija, uda diya, ud gaya, paisa ban gaya, paise ban gaye, paisa bana,
        mauj, maza aa gaya, pohch gaya, pahunch gaya, pohoch gaya, chal gaya, result aaya, points
        mile, points pakde, gaya, gayi, bhag gaya, rocket ban gaya, double ho gaya, wah""",
    Cue.PAST: """kal, pichle, kal ka, kal ki, kal wala, pichla, pichli, pichle hafte, pichle mahine, parso, parson,
        tha, the tab, thi, thay, aaj subah, subah diya, diya tha, bataya tha, liya tha, kiya tha,
        bola tha, pehle bataya, gaye hafte, us din, beeta, beete, somwar ko, shukrawar ko, yaad hai""",
    Cue.CONDITION: """har baar, agar, jab, agr, jab tak, jaise hi, tabhi, to tab, agar ye, yadi, jab bhi, ho jaye to, aaye to, kare
        to, ruko jab tak, agar mile, tode to hi, mile to, jaye to, tab hi, sustain kare to, hone do,
        hone ke baad, hone par""",
    Cue.HEDGE: """bol raha, bol rahe, keh raha, keh rahe, dusre group, kehta, shayad, lagta, dekhte, dekhenge, lagta hai, lag raha, lag raha hai, ho sakta, ho sakta hai, sakta,
        sakte, sakti, sakta hai, sakte hain, dekho, dekhna, dekhiye, dekh lo, dekh rahe, nazar,
        nazar rakho, nazar rakhna, najar rakho, najar, intezar, intezaar, intejar, wait karo, wait
        karte, wait karna, wait kare, ruko, rukna, rukiye, soch, socho, soch raha, soch rahe,
        sochna, sochenge, ummeed, umeed, sambhav, sambhavna, plan hai, plan kar rahe, plan banao,
        taiyar, tayyar, taiyaar raho, ready raho, jald, jaldi hi, aane wala, aane wali, aane wale,
        milegi, chahiye, chahta, chahte, mere hisab se, mere hisaab se, mujhe lagta, radar pe, radar
        par, lenge, lunga, loonga, karenge, karunga, karunga main, batayenge, batata, denge, dunga,
        hahaha, haha, rai, raay, chance hai, chances hain""",
    Cue.QUESTION: """kyu, kyun, kya, kaun, kaise, kab, kis, kisne, kisko, kitna, kitne, kitni, kahan, kaha, kidhar,
        konsa, kaunsa, kaunsi, konsi, koi, kisi ne, kya lagta, kya karu, kya karna, kya kare, batao,
        bataye, bataiye, koi batao, poll hai, sawal, sawaal, puchna, poochna, sahi hai kya, lena
        chahiye kya, le lu, le loon, bech du, hold karu, karu, karun""",
    Cue.NEGATION: """mat, nahi, nahin, nhi, nai, na karo, bina, kabhi nahi, bilkul nahi, mat karo, mat karna, koi trade
        nahi, no trade aaj, door raho, dur raho, bacho, bachke, bache rahe, abhi nahi, nahi hai,
        nahi karna, kuch nahi, nahi kiya, nahi mila""",
    Cue.PROMO: """jud jao, judo, judiye, judne ke liye, jud jaiye, vip group, vip channel, vip join, paid group,
        premium group join, muft, free me, free mein, offer hai, chhoot, course, sadasyata, link pe
        click, link par click, link bio me, bio me link, dm karo, dm kare, message karo, whatsapp
        karo, whatsapp, contact karo, contact kare, sampark, subscribe karo, subscribe kar lo,
        referral code, account kholo, demat, demat kholo, seats limited, limited seats, fees, per
        month, mahine ka, refer karo, refund""",
    Cue.EXAMPLE: """udaharan, udharan, misal ke taur, jaise ki, for example, sikho, seekho, sikhne ke liye, siksha,
        shiksha, education ke liye, educational purpose, educational purpose ke liye, paper trade
        karo, abhyas, namuna, format hai, samjho aise, paper trading, practice karo""",
    Cue.EXECUTED: """execute ho gaya, fill ho gaya, order lag gaya, order execute, liquidate ho gaya, liquidation hua,
        order placed hai, bhara gaya""",
    Cue.INJECTION: "pichle instructions, saare instructions ignore, nirdesh, pichle nirdesh, sab nirdesh",
    Cue.TODAY: "aaj expiry, aaj ki expiry, expiry aaj",
    Cue.REASON: "kyunki, kyuki",
    Cue.INSTEAD: "ki jagah, ke badle, ke jagah",
    Cue.AFTER: "ke baad",
    Cue.TWO_THIRDS: "do tihai",
    Cue.THREE_QUARTERS: "teen chauthai, pauna",
}
