"""Persian, as the normaliser leaves it: one form of each letter, no vowel marks."""

from core.signals.cues import Cue

WORDS: dict[Cue, str] = {
    Cue.LONG: "لانگ",
    Cue.SHORT: "شورت",
    Cue.BUY: "خريد, بخريد",
    Cue.SELL: "فروش, بفروشيد",
    Cue.ENTRY: "ورود, نقطه ورود, محدوده ورود, ناحيه ورود, قيمت ورود",
    Cue.TARGET: "تارگت, تارگتها, تارگت ها, هدف ها, اهداف, حد سود, تي پي",
    Cue.STOP: "حد ضرر, استاپ, استاپ لاس, حدضرر",
    Cue.LEVERAGE: "لوريج, اهرم",
    Cue.ISOLATED: "ايزوله",
    Cue.CROSS: "کراس, كراس",
    Cue.RISK: "ريسك",
    Cue.MARKET: "الان, ماركت, قيمت فعلي, همين الان",
    Cue.TO: "تا",
    Cue.AND: "و",
    Cue.AT: "در, از, به, روي",
    Cue.FILL: "را, سيگنال, ارز",
    Cue.MOVE: "انتقال, منتقل, جابجا, بياريد, ببريد, بياوريد",
    Cue.CLOSE: "بستن, ببنديد, خروج, بستيم, خارج",
    Cue.TRIM: "سيو سود, سيو, ذخيره سود",
    Cue.HALF: "نصف, نيمي",
    Cue.ALL: "همه, تمام",
    Cue.CANCEL: "لغو, كنسل, كنسل شد",
    Cue.BREAKEVEN: "سر به سر, نقطه ورود, ريسك فري, بريك ايون",
    Cue.POSITION: "پوزيشن, پوزيشن ها, معامله, معاملات",
    Cue.RESULT: "تاچ, خورد, رسيد, سود",
    Cue.PAST: "ديروز",
    Cue.CONDITION: "اگر, اگه, وقتي",
    Cue.HEDGE: "شايد, احتمالا, منتظر",
}
