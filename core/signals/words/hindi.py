"""Hindi in Latin letters."""

from core.signals.cues import Cue

WORDS: dict[Cue, str] = {
    Cue.BUY: "kharido, khareedo, khareed, kharidna, lelo, le lo, buy karo",
    Cue.SELL: "becho, bech do, bechna, sell karo",
    Cue.MARKET: "abhi, turant",
    Cue.ABOVE: "ke upar, upar",
    Cue.BELOW: "ke neeche, ke niche, neeche, niche",
    Cue.TO: "tak",
    Cue.AND: "aur, phir",
    Cue.AT: "pe, ke paas, ke aas paas, mein",
    Cue.FILL: "ka, ki, ke, ko, hai, bhai, wale, wala, yeh, isko, karo, kar lo, kar do, rakho, lagao, jao, rakhna",
    Cue.MOVE: "le aao, shift karo, badlo",
    Cue.CLOSE: "nikal jao, nikalo, nikal lo, band karo, exit karo, bahar aao",
    Cue.TRIM: "book karo, book kar lo, book kar do",
    Cue.HALF: "aadha, adha, aadhi, adhi",
    Cue.ALL: "sab, pura, poora, saare, sabhi, puri",
    Cue.REST: "baaki, baki",
    Cue.CANCEL: "cancel karo, cancel kar do, radd karo, mat lo, mat lena",
    Cue.ADD: "add karo, average karo",
    Cue.BREAKEVEN: "cost pe, cost par, cost to cost",
    Cue.RESULT: "ho gaya, mil gaya, lag gaya",
    Cue.PAST: "kal, pichle",
    Cue.CONDITION: "agar, jab",
    Cue.HEDGE: "shayad, lagta, dekhte, dekhenge",
    Cue.QUESTION: "kyu, kyun, kya, kaun, kaise, kab",
    Cue.NEGATION: "mat, nahi, nahin",
}
