"""Lines that stand at the head or foot of any channel's posts and say nothing of the trade (see `footers.py`).

Each is a whole line or sentence: a disclaimer, whose desk it is, where to ask or to read more. Lower case, no accents.
"""

_NAME = r"[^\W\d_]+(?: [^\W\d_]+)?(?: [^\W\d_]\.?)?"
_LOSS = r"(?:loss(?:es)?|damages?|risks?|trades?|decisions?|results?|outcomes?)"

FOOTERS = {
    "en": (
        r"past (?:performance|results?)[\w ,]*(?:guarantee|indicat\w+|reliable)[\w ]*",
        rf"(?:we|i|the team|admins?)(?:'re| are|'m| am| is)? not (?:be )?(?:held )?(?:responsible|liable) for [\w ]*{_LOSS}[\w ]*",
        r"(?:only )?(?:risk|invest|trade)(?: with)?(?: only)? (?:only )?(?:what|money|capital)(?: that)? you (?:can|could) afford to lose",
        r"(?:always |please )*(?:remember to |don't forget to |do not forget to )?(?:always )?use (?:a |your )?(?:stop[- ]?loss|stop|sl)(?: always| please| guys)*,?(?: always)?",
        r"(?:any )?questions\?? *(?:just |please )?(?:ask|dm|message|contact|pm|write to|write)(?: us| me)?(?: at| in)? *@?\w*",
        rf"(?:(?:our|lead|senior|chief|head) )*(?:analyst|trader|author|mentor|posted by|call by|signal by|desk)(?: is)? ?[:\-–|] ?{_NAME}",
        r"(?:powered|posted|provided|sent|published|shared with you|brought to you|written) by [\w@ .]+",
        r"(?:analyst|author|mentor)",
        r"(?:©|\(c\)|copyright)[\w ,.®©]*(?:redistribut\w+|reserved|share|copy)?[\w ]*",
        r"(?:do not|don't|no) (?:redistribut\w+|reshar\w+|re-shar\w+)[\w ]*",
        r"expecting (?:a |an )?(?:\w+ )?(?:move|bounce|breakout|continuation|drop|rally|pullback|push|reaction)[\w ]*",
        r"(?:here is|here's|this is|finally,?) ?the (?:one|setup|trade|entry|move) (?:that )?(?:we|i|you)(?: have|'ve|'ve all| all)?(?: been| were)? waiting for[\w ]*",
        r"(?:follow|find|join|read|see)(?: us| me| more)* (?:on|at|in) @?[\w ./]+",
    ),
    "es": (
        r"(?:rentabilidades|resultados|rendimientos?) pasad[oa]s[\w ]*",
        r"(?:esto )?no (?:somos|soy|es) (?:asesor\w*|un consejo)[\w ]*",
        r"no nos hacemos responsables[\w ]*",
        r"(?:nuestro )?analista ?: ?" + _NAME,
        r"siguenos en @?[\w @.]+",
        r"(?:contenido|material) (?:solo |unicamente )?(?:educativo|formativo|con fines educativos)[\w ,]*",
    ),
    "pt": (
        r"(?:resultados|rentabilidade|desempenho) passad[oa]s?[\w ]*",
        r"nao nos responsabilizamos[\w ]*",
        r"(?:nosso )?analista ?: ?" + _NAME,
        r"(?:conteudo|material) (?:apenas |so |meramente )?(?:educacional|educativo|didatico)[\w ,]*",
        r"sig(?:a|am)(?: a gente)? (?:no|em) @?[\w @.]+",
    ),
    "fr": (
        r"les performances passees[\w' ]*",
        r"nous ne sommes pas responsables[\w' ]*",
        r"(?:notre )?analyste ?: ?" + _NAME,
        r"(?:contenu|a but) (?:purement )?(?:educatif|pedagogique)[\w, ]*",
        r"(?:suivez|rejoignez)[- ]nous (?:sur|au) @?[\w @.]+",
    ),
    "de": (
        r"(?:vergangene|fruhere) (?:ergebnisse|wertentwicklung\w*|performance)[\w ]*",
        r"(?:wir )?(?:ubernehmen )?keine haftung[\w ]*",
        r"(?:unser )?analyst ?: ?" + _NAME,
        r"folgt uns (?:auf|bei) @?[\w @.]+",
    ),
    "it": (
        r"(?:i )?rendimenti passati[\w ]*",
        r"non siamo responsabili[\w ]*",
        r"(?:il nostro )?analista ?: ?" + _NAME,
        r"(?:contenuto|a scopo) (?:puramente )?(?:educativo|didattico)[\w, ]*",
        r"seguiteci su @?[\w @.]+",
    ),
    "ru": (
        r"(?:прошлые|прошлая) (?:результаты|доходность)[\w ]*",
        r"(?:мы |админы )?не нес[её]м ответственности[\w ]*",
        r"аналитик ?: ?" + _NAME,
        r"вопросы(?: пишите| писать)?(?: в личку| в лс| сюда)? ?:? ?@?\w*",
        r"подписывайтесь(?: на)?[\w @.]*",
    ),
    "uk": (
        r"(?:минулі|попередні) результати[\w ]*",
        r"(?:ми )?не несемо відповідальності[\w ]*",
        r"аналітик ?: ?" + _NAME,
        r"підписуйтесь[\w @.]*",
    ),
    "tr": (
        r"geçmiş performans[\w ]*",
        r"(?:zarardan |kayiplardan )?sorumlu (?:degiliz|degildir)[\w ]*",
        r"analist(?:imiz)? ?: ?" + _NAME,
        r"bizi [\w @.]+takip edin",
    ),
    "id": (
        r"(?:kinerja|hasil) masa lalu[\w ]*",
        r"(?:kami |admin )?tidak bertanggung ?jawab[\w ]*",
        r"analis ?: ?" + _NAME,
    ),
    "zh": (r"过往(?:业绩|表现)[^\d\n]*", r"(?:亏损|盈亏)[^\d\n]*(?:自负|自理)", r"分析师[:：] ?\w+"),
    "ja": (r"過去の(?:成績|実績)[^\d\n]*", r"(?:損失|損益)[^\d\n]*責任[^\d\n]*"),
    "ko": (r"과거\s*(?:수익|실적|성과)[^\d\n]*", r"손실[^\d\n]*책임[^\d\n]*"),
    "ar": (r"(?:الأداء|الاداء|النتائج) السابق\w*[^\d\n]*", r"(?:لا|لسنا) (?:نتحمل|مسؤولين)[^\d\n]*"),
    "fa": (r"عملکرد گذشته[^\d\n]*", r"مسئولیت(?:ی)? (?:با|بر عهده)[^\d\n]*"),
    "vi": (r"hiệu suất (?:trong )?quá khứ[^\d\n]*", r"(?:chúng tôi )?không chịu trách nhiệm[^\d\n]*"),
    "hi": (r"(?:hum|ham) zimmedar nahi[\w ]*", r"past performance[\w ]*"),
}
