"""Signs that a post shows a trade which is not meant to be taken, by kind and language (see `disowned.py`).

Patterns over text in lower case and without accents: they are folded as the text is.
"""

# What a trade is called. Only beside a name, a denial or an owner does such a word say anything.
_TRADE = (
    r"(?:trades?|signals?|calls?|setups?|positions?|ideas?|señal|operación|entrada|sinal|operação|"
    r"segnale|operazione|idée|position|idee|segnali|signale|сделк\w*|сигнал\w*|иде\w*|вход\w*|угод\w*|ідe\w*|ідея|"
    r"işlem\w*|sinyal\w*|posisi|ide|lệnh|tín hiệu|kèo|ट्रेड|सिग्नल|صفقة|صفقه|إشارة|اشارة|معامله|"
    r"سیگنال|单子|單子|信号|信號|交易|トレード|シグナル|매매|시그널|신호|트레이드)"
)
# `don't enter above 1.09`, `do not take it before the news` are of a trade that is meant.
_PLAIN = r"(?!\s*(?:if|before|until|till|unless|above|below|over|under|after|without|when|with|\d|yet))"
_IT = (
    r"(?>(?:this|that|the) (?:trade|call|signal|setup|position|one|entry)|it|this|that|these|those|them|part)"
)
_FOR = r"(?:discuss\w*|debate|study(?:ing)?|illustrat\w*|demonstrat\w*|practi[cs]e|training|journal\w*|review|backtest\w*|fun)"

DENIED = {
    "en": (
        r"\b(?:numbers|prices|levels|figures) (?:are|were|is) (?:all )?(?:made[- ]up|invented|random|placeholders?)\b|\b(?:i|we) (?:don't|do not|didn't|never) (?:have|had|hold|own|took|take) (?:this|that) (?:trade|position|one)\b|\bnot calling (?:it|this|that)\b",
        r"\b(?:long (?:over|finished|closed|gone)|(?:ended|finished|closed|played out|expired) (?:long|ages|months|weeks|years|a (?:long while|month|year)) ago|it (?:ended|closed|finished) in \w+)\b",
        r"\b(?:numbers|prices|levels|figures) (?:are|were|is) (?:all )?(?:made[- ]up|invented|random|placeholders?)\b|\b(?:i|we) (?:don't|do not|didn't|never) (?:have|had|hold|own|took|take) (?:this|that) (?:trade|position|one)\b|\bnot calling (?:it|this|that)\b",
        r"\b(?:long (?:over|finished|closed|gone)|(?:ended|finished|closed|played out|expired) (?:long|ages|months|weeks|years|a (?:long while|month|year)) ago|it (?:ended|closed|finished) in \w+)\b",
        r"\b(?:numbers|prices|levels|figures) (?:are|were|is) (?:all )?(?:made[- ]up|invented|random|placeholders?)\b|\b(?:i|we) (?:don't|do not|didn't|never) (?:have|had|hold|own|took|take) (?:this|that) (?:trade|position|one)\b|\bnot calling (?:it|this|that)\b",
        r"\b(?:long (?:over|finished|closed|gone)|(?:ended|finished|closed|played out|expired) (?:long|ages|months|weeks|years|a (?:long while|month|year)) ago|it (?:ended|closed|finished) in \w+)\b",
        r"\b(?:we|we're|we are|i'm|i am|i) (?:\w+ )?(?:sitting on (?:our|my) hands|staying away|on the sidelines?|don't endorse|do not endorse)|\bnot one of (?:ours|mine|our|my)\b|\bnot endors\w+",
        r"\bnot (?:taking|trading|entering|following|copying|touching) (?:it|this|that|these)\b",
        r"\b(?:wouldn't|would not|i'd not|cannot|can't) (?:touch|take|trade|follow|enter|recommend) (?:it|this|that)\b",
        r"\b(?:ignore|disregard|skip) (?:this|it|the above|that)\b|\bplease (?:ignore|disregard)\b|\btest (?:post|message|signal)\b|\btesting (?:the|our|a) (?:bot|copier|parser|feed)\b",
        r"\bdo not execute\b|\b(?:watch|watching|observing|monitoring) only\b|\bnobody (?:is )?(?:trad|tak)\w+|\bwe (?:are|were|stay) (?:out of|flat on) (?:it|this)\b",
        (
            rf"\b(?:we|i|we're|i'm|we'll|i'll|we are|i am|please|pls)\s+(?:\w+ )?(?:don't|dont|do not|won't|will not|not|are not|"
            rf"aren't|am not|never|did not|didn't|have not|haven't)\s+(?:\w+ )?(?:tak(?:e|ing|en)|took|trad(?:e|ing)|"
            rf"enter(?:ing)?|follow(?:ing)?|copy(?:ing)?|play(?:ing)?|touch(?:ing)?|join(?:ing)?|be taking|be trading|in)"
            rf"\s*(?:{_IT}\b)?+{_PLAIN}"
        ),
        (
            rf"\b(?:don't|dont|do not|never|nobody|no one)\s+(?:please )?(?:tak(?:es?|ing)|trades?|follows?|cop(?:y|ies)|enters?)\s+"
            rf"{_IT}\b{_PLAIN}"
        ),
        (
            r"\b(?:not|isn't|isnt|no|never|neither)\s+(?:(?:a|an|my|our|the room's|one of (?:our|my)|meant as a)\s+)?"
            r"(?:new |live |real |actual |official |own |trade |trading )?(?:signal|trade|call|entry|position|setup)\b"
            r"(?! (?:recommendation|advice|to\b|size|limit|until|till|before|above|below|without|yet|if))"
        ),
        r"\bnot (?:ours|mine|for us|for me|to be (?:taken|copied|traded|followed)|to (?:take|copy|trade|follow)\b)",
        (
            r"\b(?:we|i|i'm|we're|i am|we are|i'll|we'll|will)\s+(?:\w+ )?(?:pass(?:ing)? on|skip(?:ping)?|sit(?:ting)? (?:it|this) |"
            r"stay(?:ing)? out|leav(?:e|ing) (?:it|this))"
        ),
        r"\b(?:passing on|skipping|sitting out) (?:it|this)",
        r"\bfor information, not for execution|\bno (?:signal|trade|call) (?:for|from) (?:us|me)\b",
    ),
    "es": (
        r"\b(?:termin|cerr|acab)\w+ hace (?:tiempo|mucho|meses|semanas|años)|\b(?:números|precios) (?:son )?inventados",
        r"\b(?:termin|cerr|acab)\w+ hace (?:tiempo|mucho|meses|semanas|años)|\b(?:números|precios) (?:son )?inventados",
        r"\b(?:termin|cerr|acab)\w+ hace (?:tiempo|mucho|meses|semanas|años)|\b(?:números|precios) (?:son )?inventados",
        r"\bno oper(?:ar|en|éis|es)\b",
        r"\b(?:nos|me) (?:quedamos|quedo|mantenemos) (?:fuera|al margen)|\bpasamos de (?:esta|este|ella)|\bignor(?:ad|en|a) (?:esto|este|esta)",
        r"\bno (?:lo|la|los) (?:tom|copi|sig|abr|hag|oper|entr|repli)\w+",
        (
            r"\bno (?:(?:es|son) )?(?:una? |la |el )?(?:nuestr[oa]s? |mi |mía )?(?:señal|operación|trade|entrada)\b"
            r"(?! de inversión)"
        ),
        r"\b(?:yo|nosotros) no (?:entr|tom|oper|particip)\w+|\bno (?:entramos|participamos|operamos)\b",
        r"\bno (?:es|son) (?:mía|mío|nuestr[oa])|\bno (?:copi|sig)(?:ar|áis|en|es|éis|an|as)\b",
    ),
    "pt": (
        r"\b(?:termin|encerr|acab|fech)\w+ (?:há|faz) (?:tempo|muito|meses|semanas|anos)|\b(?:números|preços) (?:são )?inventados",
        r"\b(?:termin|encerr|acab|fech)\w+ (?:há|faz) (?:tempo|muito|meses|semanas|anos)|\b(?:números|preços) (?:são )?inventados",
        r"\b(?:termin|encerr|acab|fech)\w+ (?:há|faz) (?:tempo|muito|meses|semanas|anos)|\b(?:números|preços) (?:são )?inventados",
        r"\bnão oper(?:em|ar|e|amos)\b|\bnão (?:entrar|seguir|fazer)\b",
        r"\bfic(?:amos|o|aremos) (?:de fora|fora)|\bignor(?:em|e|ar) (?:isso|este|essa|esta)",
        r"\bnão (?:vamos|vou|iremos) (?:entrar|pegar|fazer|operar|seguir)|\bnão (?:entramos|pegamos|operamos|participamos)",
        r"\bnão (?:é|são) (?:um |uma )?(?:o |a )?(?:noss[oa] |meu |minha )?(?:sinal|trade|operação|entrada|call|noss[oa]|meu|minha)\b",
        r"\bnão (?:copi|sig|repli)\w+|\bnão entrem\b",
    ),
    "fr": (
        r"\b(?:terminée?|finie?|clôturée?|bouclée?) (?:depuis (?:longtemps|des)|il y a (?:longtemps|des))|\b(?:chiffres|prix) (?:sont )?inventés",
        r"\b(?:terminée?|finie?|clôturée?|bouclée?) (?:depuis (?:longtemps|des)|il y a (?:longtemps|des))|\b(?:chiffres|prix) (?:sont )?inventés",
        r"\b(?:terminée?|finie?|clôturée?|bouclée?) (?:depuis (?:longtemps|des)|il y a (?:longtemps|des))|\b(?:chiffres|prix) (?:sont )?inventés",
        r"\b(?:on|nous|je) (?:reste|restons|passe|passons) (?:à l'écart|en dehors|dehors|notre tour|mon tour|son tour|hors)|\bignorez (?:ce|cette|ça)",
        r"\b(?:nous|on|je) ne (?:l[ae]s? |l')?(?:pren|sui|trad|rentr|entr|particip|copi|jou)\w+",
        r"\b(?:pas|n'est) (?:pas )?(?:un |une |notre |mon |ma |de )(?:vrai |vraie )?(?:signal|trade|position|idée|entrée)|\bpas (?:le nôtre|à nous)",
        r"\bne (?:l[ae] )?(?:copi|sui|repro|pren)\w+ pas|\bà ne pas (?:copier|suivre|prendre)",
    ),
    "de": (
        r"\b(?:längst|seit \w+) (?:vorbei|durch|beendet|geschlossen|erledigt)|\b(?:zahlen|preise|kurse) (?:sind )?(?:frei )?erfunden",
        r"\b(?:längst|seit \w+) (?:vorbei|durch|beendet|geschlossen|erledigt)|\b(?:zahlen|preise|kurse) (?:sind )?(?:frei )?erfunden",
        r"\b(?:längst|seit \w+) (?:vorbei|durch|beendet|geschlossen|erledigt)|\b(?:zahlen|preise|kurse) (?:sind )?(?:frei )?erfunden",
        r"\b(?:wir|ich) (?:bleiben?|sind|bin|lassen|lasse|setzen|setze) (?:\w+ )?(?:draußen|außen vor|raus|aus|weg|an der seitenlinie)|\bbitte ignorieren",
        r"\bkein(?:e)? (?:echtes |eigenes |live[- ]?)?(?:signal|trade|position|einstieg)\b(?! (?:über|unter|vor|nach|ohne|bis))",
        r"\bnicht (?:unser|mein)e?\b|\bnicht (?:nach|mit)(?:machen|handeln|traden)|\bnicht kopieren|\bbitte nicht (?:handeln|traden)",
        r"\b(?:wir|ich) (?:nehme|handle|trade|gehe|mache|kopiere|handeln|traden|steige|folge)\w* (?:\w+ ){0,2}nicht",
        r"\b(?:wir|ich) (?:sind|bin) (?:\w+ ){0,2}(?:nicht|raus)\b",
    ),
    "it": (
        r"\b(?:finit|chius|conclus|scadut)[oa] (?:da tempo|da un pezzo|da mesi|mesi fa|settimane fa)|\b(?:numeri|prezzi) (?:sono )?inventati",
        r"\b(?:finit|chius|conclus|scadut)[oa] (?:da tempo|da un pezzo|da mesi|mesi fa|settimane fa)|\b(?:numeri|prezzi) (?:sono )?inventati",
        r"\b(?:finit|chius|conclus|scadut)[oa] (?:da tempo|da un pezzo|da mesi|mesi fa|settimane fa)|\b(?:numeri|prezzi) (?:sono )?inventati",
        r"\b(?:restiamo|resto|stiamo|sto) fuori|\bnon operate|\bignorate (?:questo|questa)|\b(?:passiamo|saltiamo) (?:questo|questa)",
        r"\bnon (?:l[oa] |li )?(?:prendiamo|entriamo|seguiamo|tradiamo|prendo|entro|seguo|copiate|copiatel[oa]|seguite|replicate|apriamo)",
        r"\bnon (?:è|e'|sono) (?:un |una |il |la )?(?:nostr[oa] |mi[oa] )?(?:segnale|trade|operazione|posizione|nostr[oa]|mi[oa])\b",
        r"\bnon copiare|\bda non (?:copiare|seguire)",
    ),
    "ru": (
        r"\bдавно (?:\w+ )?(?:закры|заверш|отработ|неактуал|прош)\w+|\bцифры (?:\w+ )?(?:выдуман|придуман)\w+",
        r"\bдавно (?:\w+ )?(?:закры|заверш|отработ|неактуал|прош)\w+|\bцифры (?:\w+ )?(?:выдуман|придуман)\w+",
        r"\bдавно (?:\w+ )?(?:закры|заверш|отработ|неактуал|прош)\w+|\bцифры (?:\w+ )?(?:выдуман|придуман)\w+",
        r"(?:мы|я)\s+(?:\w+\s+)?(?:пропускаем|пропускаю|вне рынка|вне сделки|остаёмся в стороне|в стороне|мимо)",
        r"\bне\s+(?:открыва|торгу|участву|исполня)\w+|\bигнорируйте|\bтестов\w+ (?:сообщен|сигнал|пост)\w*",
        r"(?:мы|я|сам|сами|сама)\s+(?:\w+\s+){0,2}не\s+(?:бер|заход|вход|участв|торг|открыв|повтор|возьм|зайд|буд)\w+",
        r"\bне\s+(?:является\s+)?(?:наш\w*|мой|моя|мо[её])\s|\bне\s+(?:наш\w*|мо[яйё])\s*(?:сделк|сигнал|вход|иде|поз)\w*",
        r"\bне\s+(?:является\s+|торговый\s+)?(?:сигнал\w*|вход)(?!\w)",
        r"\bне\s+(?:копир|повтор|берите|бер[её]м|заход|входите|входим)\w*(?!\s*(?:если|до|выше|ниже|без|раньше|после))",
    ),
    "uk": (
        r"\bдавно (?:\w+ )?(?:закри|заверш|відпрац|неактуал|мину)\w+|\bцифри (?:\w+ )?(?:вигадан|придуман)\w+",
        r"\bдавно (?:\w+ )?(?:закри|заверш|відпрац|неактуал|мину)\w+|\bцифри (?:\w+ )?(?:вигадан|придуман)\w+",
        r"\bдавно (?:\w+ )?(?:закри|заверш|відпрац|неактуал|мину)\w+|\bцифри (?:\w+ )?(?:вигадан|придуман)\w+",
        r"(?:ми|я)\s+(?:\w+\s+)?(?:пропускаємо|пропускаю|поза ринком|осторонь|мимо)",
        r"\bне\s+(?:відкрива|торгу|беремо участ)\w+|\bігноруйте",
        r"(?:ми|я|сам|самі)\s+(?:\w+\s+){0,2}не\s+(?:бер|захо|вход|торг|відкр|повтор|візьм|буд)\w+",
        r"\bне\s+(?:є\s+)?(?:наш\w*|мій|моя|моє)(?!\w)|\bне\s+(?:є\s+)?(?:сигнал\w*|вхід)(?!\w)",
        r"\bне\s+(?:копі|повтор|беріть|беремо|заход|входьте)\w*(?!\s*(?:якщо|до|вище|нижче|без))",
    ),
    "tr": (
        r"\bçoktan (?:bitti|kapandi|geçti)|\brakamlar uydurma",
        r"\bçoktan (?:bitti|kapandi|geçti)|\brakamlar uydurma",
        r"\bçoktan (?:bitti|kapandi|geçti)|\brakamlar uydurma",
        r"\bpas geç(?:iyor|tik|tim)\w*|\bdişarida kal\w+|\bdikkate alm\w+|\bgirme(?:yin|yiniz|yeceğiz|dik|dim)\b|\balma(?:yin|yacağiz|dik)\b",
        r"(?:sinyal|işlem|çağrı|bizim|benim)\w*\s+değil",
        r"\b(?:al|gir|katil|takip et|kopyala|işleme gir|yap)m[iuıü]yoru[zm]|\b(?:kopyala|taklit et|almay|girmey)m?a?y?[iı]n",
        r"\balmiyoru|\bgirmiyoru|\bkopyalama|\btaklit etmeyin",
    ),
    "id": (
        r"\b(?:sudah|udah) lama (?:selesai|tutup|ditutup|close|kelar|lewat)|\bangka(?:nya)? (?:cuma )?(?:karangan|asal)",
        r"\b(?:sudah|udah) lama (?:selesai|tutup|ditutup|close|kelar|lewat)|\bangka(?:nya)? (?:cuma )?(?:karangan|asal)",
        r"\b(?:sudah|udah) lama (?:selesai|tutup|ditutup|close|kelar|lewat)|\bangka(?:nya)? (?:cuma )?(?:karangan|asal)",
        r"\b(?:kita|kami|saya|gue|aku) (?:skip|lewat(?:kan|i)?|pass)\b|\babaikan (?:ini|saja)|\bjangan (?:masuk|entry|ambil)\b(?! (?:di|sebelum|kalau|jika))",
        r"\b(?:kami|saya|kita|gue|gw|admin|aku)\s+(?:\w+ )?(?:tidak|ga|gak|nggak|enggak|tak)\s+(?:\w+ )?(?:ambil|masuk|ikut|entry|trade|open)",
        r"\bbukan (?:sebuah )?(?:sinyal|signal|trade|posisi|entry|call|milik|punya)",
        r"\b(?:jangan|tidak untuk|bukan untuk|tak perlu) (?:di)?(?:tiru|ikut|copy|contoh|salin|ambil)\w*",
    ),
    "vi": (
        r"(?:xong|kết thúc|đóng) (?:từ )?lâu|không ai vào|số (?:chỉ )?bịa",
        r"(?:xong|kết thúc|đóng) (?:từ )?lâu|không ai vào|số (?:chỉ )?bịa",
        r"(?:xong|kết thúc|đóng) (?:từ )?lâu|không ai vào|số (?:chỉ )?bịa",
        r"bỏ qua (?:lệnh|kèo|tín hiệu|cái) này|đứng ngoài|không (?:vào|theo) (?:lệnh|kèo) này",
        r"(?:chúng tôi|tôi|mình|team|bên mình|ad|bọn mình)\s+(?:sẽ )?không\s+(?:vào|theo|đánh|trade|lấy)",
        r"không phải\s+(?:là )?(?:tín hiệu|lệnh|kèo|signal|call|của)(?! đầu tư)",
        r"(?:đừng|không nên|xin đừng)\s+(?:copy|sao chép|vào theo|theo|bắt chước)",
    ),
    "hi": (
        r"\bkab ka (?:band|khatam|close|khtm)|\bpehle hi (?:khatam|close)",
        r"\bkab ka (?:band|khatam|close|khtm)|\bpehle hi (?:khatam|close)",
        r"\bkab ka (?:band|khatam|close|khtm)|\bpehle hi (?:khatam|close)",
        r"(?:नहीं|नही)\s+(?:लेंगे|लेना|लेते|करेंगे)|(?:यह|ये|इसे|इसको|ट्रेड|सिग्नल)\s+(?:मत|ना)\s+(?:लेना|लो|लें)|\b(?:ye|yeh|isko|ise|trade|signal)\s+(?:mat|na)\s+(?:lena|lo|lijiye)\b",
        r"(?:नहीं|नही)\s+(?:ले|कर|लें|लेंगे)",
        r"(?:सिग्नल|ट्रेड|कॉल|संकेत)\s+(?:नहीं|नही)",
        r"(?:कॉपी|फॉलो|नकल)\s*(?:मत|ना|न)\s",
        r"हमारा\s+\S+\s+(?:नहीं|नही)",
        r"\b(?:nahi|nahin|nai|nhi)\s+(?:le|lenge|lunga|kar)\b",
        r"\b(?:signal|trade|call)\s+(?:nahi|nahin|nhi)\b",
        r"\b(?:copy|follow)\s+(?:mat|na)\b",
    ),
    "ar": (
        r"(?:انتهت|أغلقت|اغلقت|انتهى) (?:منذ|من زمان)|ارقام وهمية|أرقام وهمية",
        r"(?:انتهت|أغلقت|اغلقت|انتهى) (?:منذ|من زمان)|ارقام وهمية|أرقام وهمية",
        r"(?:انتهت|أغلقت|اغلقت|انتهى) (?:منذ|من زمان)|ارقام وهمية|أرقام وهمية",
        r"(?:نحن|أنا|انا)\s+خارج|لن\s+(?:ن|أ)\S+|تجاهلوا",
        r"(?:لا|لن|لم)\s+(?:ندخل|نأخذ|ناخذ|ادخل|أدخل|نتداول|نشارك|آخذ|اخذ)",
        r"(?:ليس|ليست|ليسة|مش|مو|لا تعتبر|لا تعد)\s*(?:ب)?(?:إشارة|اشارة|إشاره|اشاره|توصية للدخول|صفقتنا|صفقتي|صفقة|إشارتنا|لنا)",
        r"(?:لا|عدم)\s*(?:تنسخ|نسخ|تقلد|تتبع|تدخلوا|تأخذوا|الدخول)",
    ),
    "fa": (
        r"(?:خیلی وقت|مدت ها|مدتها)\S* (?:پیش )?(?:تمام|بسته)|اعداد ساختگی",
        r"(?:خیلی وقت|مدت ها|مدتها)\S* (?:پیش )?(?:تمام|بسته)|اعداد ساختگی",
        r"(?:خیلی وقت|مدت ها|مدتها)\S* (?:پیش )?(?:تمام|بسته)|اعداد ساختگی",
        r"(?:وارد|ورود)\s+(?:نشوید|نشین|نکنید)|(?:این|معامله)\s+\S*\s*را\s+نمی|نادیده بگیرید",
        r"(?:وارد|نمی\s?گیریم|معامله)\s*نمی\s?(?:شویم|شوم|کنیم|گیریم|شیم|شم)|نمی\s?گیریم",
        r"(?:سیگنال|معامله ما|معامله من|مال ما|مال من|پوزیشن ما|معامله ی ما)\s*(?:نیست)",
        r"(?:کپی|تقلید|دنبال)\s*(?:نکنید|نکنین|نکن)",
    ),
    "zh": (
        r"早(?:就|已|已经)?(?:结束|結束|平仓|平倉|完了|过期)|(?:数字|數字|价格)(?:是)?(?:编的|編的|虚构)",
        r"早(?:就|已|已经)?(?:结束|結束|平仓|平倉|完了|过期)|(?:数字|數字|价格)(?:是)?(?:编的|編的|虚构)",
        r"早(?:就|已|已经)?(?:结束|結束|平仓|平倉|完了|过期)|(?:数字|數字|价格)(?:是)?(?:编的|編的|虚构)",
        r"(?:这单|這單|此单|此單|这笔|這筆|这一单)(?:我们|我們|我)?(?:不做|不进|不進|不跟|不参与|放弃|放棄|跳过|跳過)|(?:我们|我們|我)(?:观望|觀望|旁观|放弃|跳过)|请忽略|請忽略|测试消息",
        r"(?:我们|我們|我|本人|老师|老師)(?:自己)?(?:都)?(?:不|没|沒|不会|不會|没有)(?:做|进|進|跟|参与|參與|开|開|买|買|接|入)",
        r"(?:不是|并非|並非|非)(?:一个|一個|我们的|我們的|我的|我们|我們|本群|真实|真實|交易|实盘|實盤)?(?:的)?(?:信号|信號|单|單|喊单|喊單|策略单|实盘|實盤)",
        r"(?:不要|别|別|勿|请勿|請勿|切勿|不用|禁止)(?:跟单|跟單|跟|抄|复制|複製|照做|模仿|操作|照抄)",
    ),
    "ja": (
        r"とっくに(?:終|決済)|(?:数字|価格)は(?:適当|架空|ダミー)",
        r"とっくに(?:終|決済)|(?:数字|価格)は(?:適当|架空|ダミー)",
        r"とっくに(?:終|決済)|(?:数字|価格)は(?:適当|架空|ダミー)",
        r"(?:今回|これ|本件|この(?:トレード|シグナル))は(?:見送り|スルー|パス|無視|やらない)|テスト(?:投稿|配信)|無視してください",
        r"(?:入りません|入らない|取りません|取らない|エントリーしません|エントリーしない|参加しません|乗りません|見送ります|やりません)",
        r"(?:シグナル|サイン|トレード|ポジション|推奨エントリー|配信)(?:では|じゃ)(?:ありません|ない|なく)",
        r"(?:真似|コピー|まね|追随)(?:は|を)?し(?:ない|ません)|真似禁止|コピー禁止",
    ),
    "ko": (
        r"(?:오래전|예전)에?\s*(?:끝난|종료|청산)|숫자는\s*(?:임의|가짜)",
        r"(?:오래전|예전)에?\s*(?:끝난|종료|청산)|숫자는\s*(?:임의|가짜)",
        r"(?:오래전|예전)에?\s*(?:끝난|종료|청산)|숫자는\s*(?:임의|가짜)",
        r"(?:패스|스킵|관망)\s*(?:합니다|할게요|하겠습니다|함|중)|무시\s*(?:하세요|해주세요|바랍니다)|진입하지\s*(?:않|마|말)|테스트\s*(?:메시지|글)",
        r"(?:안|않)\s*(?:들어갑|들어가|진입|탑|탑니다|합니다|따라|잡)|(?:진입|매매|거래)\s*(?:안|하지 않)",
        r"(?:시그널|신호|매매|리딩|포지션|진입|콜|트레이드)\s*(?:이|가|는|은)?\s*(?:아님|아닙|아니)",
        r"(?:따라하|따라 하|복사하|카피하|따라오|따라사)지\s*(?:마|말|않)",
    ),
}

OTHERS = {
    "all": (
        rf"{_TRADE}[^\w\n]{{1,3}}(?:(?:of|from|by|de|del|do|da|di|von|du|от|від|milik|punya|dari|của|من|از|para)\s+)?@\w(?<!signal by @\w)",
        rf"@(?!(?:everyone|here|all|channel)\b)\w+[^\w\n]{{0,4}}(?:\w{{1,3}}[^\w\n]{{0,2}}){{0,2}}{_TRADE}",
        (
            r"@(?!(?:everyone|here|all|channel)\b)\w+[^\w\n]{1,2}(?:is|has|had|says|said|went|goes|just|called|posted|shared|took|takes|likes|wants|asked|writes|wrote|"
            r"está|esta|es|ist|hat|va|est|a pris|вош[её]л|пишет|зашел|зайшов|пише|说|說)\b"
        ),
        r"(?:shared|sent|called|asked|requested|written) by @\w",
    ),
    "en": (
        r"\bfake (?:account|profile|channel|admin) (?:with|that|is|using|posts?|sent|sends)|\b(?:that|this|it)(?:'s| is) not me\b|\bsome(?:one|body) (?:posts|posted|called|calls|shared|sent)\b|\bmy (?:\w+[- ]){0,4}(?:old|kid|son|daughter|nephew|niece|grandma|grandpa|mom|mum|dad|wife|husband|barber|neighbou?r)'?s? (?:\w+ )?(?:signal|trade|call|pick|setup)",
        r"\bfake (?:account|profile|channel|admin) (?:with|that|is|using|posts?|sent|sends)|\b(?:that|this|it)(?:'s| is) not me\b|\bimpersonat\w+|\bsome(?:one|body) (?:posts|posted|called|calls|shared|sent)\b|\bmy (?:\w+[- ]){0,4}(?:old|kid|son|daughter|nephew|niece|grandma|grandpa|mom|mum|dad|wife|husband|barber|neighbou?r)'?s? (?:\w+ )?(?:signal|trade|call|pick|setup)",
        r"\bfake (?:account|profile|channel|admin) (?:with|that|is|using|posts?|sent|sends)|\b(?:that|this|it)(?:'s| is) not me\b|\bimpersonat\w+|\bsome(?:one|body) (?:posts|posted|called|calls|shared|sent)\b|\bmy (?:\w+[- ]){0,4}(?:old|kid|son|daughter|nephew|niece|grandma|grandpa|mom|mum|dad|wife|husband|barber|neighbou?r)'?s? (?:\w+ )?(?:signal|trade|call|pick|setup)",
        r"\b(?:my|a|our) (?:\w+ )?(?:brother|sister|father|dad|wife|husband|cousin|colleague|buddy|mate|neighbou?r|uncle|son|boss)\b",
        r"\b(?:saw|seen|found|read|spotted) (?:this|it|that) (?:\w+ )?(?:on|in|at) (?:another|a|some|the|twitter|x|reddit|discord|telegram|youtube|tradingview)\b",
        r"\b(?:somebody|someone|somebody else|someone else) (?:sent|posted|shared|asked|is|wants|took)\b",
        r"(?:^|\n|\b(?:re-?)?(?:post|shar|tweet|cop)\w*ing )(?!today|tonight|yesterday|tomorrow|let|here|that|there|what|it|this|analyst|team|desk|room|day|week|morning|who|how|he|she)\w+'s (?:trade|call|signal|idea|entry|setup|position)\b",
        (
            rf"\b(?:his|her|their|someone's|somebody's|someone else's|somebody else's|else's|"
            rf"(?:another|other|a|one) (?:\w+ )?(?:friend|member|follower|subscriber|student|user|trader|channel|group|analyst|room|guru|provider)'?s)"
            rf"\s+(?:\w+ )?{_TRADE}\b"
        ),
        (
            r"\b(?:idea|trade|call|signal|setup|position)s? (?:of|from|by) (?:a|an|another|one of|some) (?:\w+ ){0,2}"
            r"(?:friend|member|follower|subscriber|student|user|trader|channel|group|analyst|room|guru|provider)"
        ),
        r"\b(?:from|in|by|of) (?:another|a different|some other|the other) (?:\w+ )?(?:group|channel|room|trader|analyst|provider|server|guru)\b",
        r"\b(?:a|one|our|some) (?:\w+ )?(?:member|follower|subscriber|student|reader|user|friend|guy) (?:\w+ )?(?:asked|asks|sent|posted|shared|wants|is|took|has|wrote|suggested)\b",
        r"\b(?:forwarded from|copied from|stolen from|reposted from|credit to|credits to|courtesy of|not ours|not mine)\b",
        r"\bjust sharing (?:his|her|their|the|an|a|someone|somebody|what)\b",
    ),
    "es": (
        r"\b(?:cuenta|perfil|canal) fals[oa] (?:con|que)|\bno soy yo\b",
        r"\b(?:cuenta|perfil|canal) fals[oa] (?:con|que)|\bno soy yo\b",
        r"\b(?:cuenta|perfil|canal) fals[oa] (?:con|que)|\bno soy yo\b",
        r"\b(?:colega|compañer[oa]|cuñado|hermano|vecino)\b|\b(?:es|son) de otr[oa]s?\b|\bde otra persona",
        r"\bde otr[oa] (?:canal|grupo|trader|analista|sala)|\bsu (?:idea|operación|señal|entrada)\b|\b(?:operación|señal|idea|trade) ajen[oa]|\bde un (?:amigo|miembro|seguidor)",
    ),
    "pt": (
        r"\b(?:conta|perfil|canal) (?:fals[oa]|fake) (?:com|que)|\bnão sou eu\b",
        r"\b(?:conta|perfil|canal) (?:fals[oa]|fake) (?:com|que)|\bnão sou eu\b",
        r"\b(?:conta|perfil|canal) (?:fals[oa]|fake) (?:com|que)|\bnão sou eu\b",
        r"\b(?:colega|cunhado|irmão|vizinho)\b|\b(?:é|são) de outr[oa]s?\b|\bde outra pessoa",
        r"\bde outr[oa] (?:canal|grupo|trader|analista|sala)|\b(?:ideia|trade|sinal|operação) del[ea]|\bde um (?:amigo|membro|seguidor)",
    ),
    "fr": (
        r"\bfaux (?:compte|profil|canal) (?:avec|qui)|\bce n'est pas moi\b",
        r"\bfaux (?:compte|profil|canal) (?:avec|qui)|\bce n'est pas moi\b",
        r"\bfaux (?:compte|profil|canal) (?:avec|qui)|\bce n'est pas moi\b",
        r"\b(?:collègue|beau-frère|voisin)\b|\bde quelqu'un d'autre|\bvient d'un autre",
        r"\bd'un autre (?:canal|groupe|trader|analyste|salon)|\bson (?:idée|trade|signal)\b|\bd'un (?:ami|membre|abonné)",
    ),
    "de": (
        r"\bfake[- ]?(?:konto|account|profil|kanal) (?:mit|das|der|schickt|postet)|\bdas bin (?:nicht ich|ich nicht)\b",
        r"\bfake[- ]?(?:konto|account|profil|kanal) (?:mit|das|der|schickt|postet)|\bdas bin (?:nicht ich|ich nicht)\b",
        r"\bfake[- ]?(?:konto|account|profil|kanal) (?:mit|das|der|schickt|postet)|\bdas bin (?:nicht ich|ich nicht)\b",
        r"\b(?:kolleg(?:e|en|in)|bekannte[rnm]?|schwager|bruders?|nachbarn?)\b|\b(?:eines|von einem|von jemand) (?:anderen|freund)\w*|\bjemand ander\w+",
        r"\baus (?:einer|einem) anderen (?:gruppe|kanal)|\b(?:seine|ihre) idee|\b(?:sein|ihr) (?:trade|signal)\b|\bvon einem (?:freund|mitglied|anderen)|\bfremde[sr]? (?:trade|signal|idee)",
    ),
    "it": (
        r"\b(?:profilo|account|canale) (?:falso|fake) (?:con|che)|\bnon sono io\b",
        r"\b(?:profilo|account|canale) (?:falso|fake) (?:con|che)|\bnon sono io\b",
        r"\b(?:profilo|account|canale) (?:falso|fake) (?:con|che)|\bnon sono io\b",
        r"\b(?:collega|cognato|vicino di)\b|\b(?:di|da) qualcun altro|\bdi un'altra persona",
        r"\bda un altro (?:canale|gruppo|trader)|\bsua idea|\b(?:il )?suo (?:trade|segnale)|\bdi un (?:amico|membro|altro)",
    ),
    "ru": (
        r"\bфейков\w+ (?:аккаунт|акк|канал|профил)\w* (?:с|котор\w+|шл[её]т)|\bэто не я\b",
        r"\bфейков\w+ (?:аккаунт|акк|канал|профил)\w* (?:с|котор\w+|пиш\w+|шл\w+|рассыл\w+)|\bэто не я\b",
        r"\bфейков\w+ (?:аккаунт|акк|канал|профил)\w* (?:с|котор\w+|пиш\w+|шл\w+|рассыл\w+)|\bэто не я\b",
        r"\b(?:коллег|знаком|приятел|подписчик|брат)(?:а|и|ого|ей|у|ой|ом|я|е)?(?!\w)|\bне моё\b|\bкто-то прислал",
        r"\bчуж(?:ой|ая|ое|ую|их|ие)(?!\w)|\b(?:его|е[её]|их)\s+(?:\w+\s+)?(?:иде|сделк|сигнал|вход)\w*|\bиз друг(?:ого|ой) (?:канал|групп|чат)\w*|\bот (?:подписчика|друга|знакомого|другого)",
    ),
    "uk": (
        r"\bфейков\w+ (?:акаунт|канал|профіл)\w* (?:з|який)|\bце не я\b",
        r"\bфейков\w+ (?:акаунт|канал|профіл)\w* (?:з|який|пише|шле)|\bце не я\b",
        r"\bфейков\w+ (?:акаунт|канал|профіл)\w* (?:з|який|пише|шле)|\bце не я\b",
        r"\b(?:колег|знайом|приятел|підписник)(?:а|и|ого|ей|у|ом|я|і)?(?!\w)|\bхтось надіслав",
        r"\bчуж(?:ий|а|е|у|их|і)(?!\w)|\b(?:його|її|їх)\s+(?:\w+\s+)?(?:іде|угод|сигнал)\w*|\bз іншо(?:го|ї) (?:канал|груп|чат)\w*|\bвід (?:підписника|друга|іншого)",
    ),
    "tr": (
        r"\bsahte (?:hesap|kanal|profil)\w* (?:benim|şunu|bunu|paylaş)|\bben değilim\b",
        r"\bsahte (?:hesap|kanal|profil)\w* (?:benim|şunu|bunu|paylaş)|\bben değilim\b",
        r"\bsahte (?:hesap|kanal|profil)\w* (?:benim|şunu|bunu|paylaş)|\bben değilim\b",
        r"\b(?:bir )?(?:arkadaş|üye|takipçi|meslektaş)\w*(?:in|un) (?:\w+ )?(?:fikri|işlemi|sinyali)|\bbaşka biri\w*",
        r"\bbaşka bir (?:kanal|gru[pb]|trader|analist)\w*|\bbaşkasin\w+",
        r"\b(?:onun|başkasinin|başka bir (?:kanal|grup)\w*|bir (?:üyenin|arkadaşin|takipçinin))\s",
    ),
    "id": (
        r"\bakun palsu (?:pakai|pake)|\bitu bukan saya\b|\bbukan aku\b",
        r"\bakun palsu (?:pakai|yang|dengan|pake)|\bitu bukan saya\b|\bbukan aku\b",
        r"\bakun palsu (?:pakai|yang|dengan|pake)|\bitu bukan saya\b|\bbukan aku\b",
        r"\b(?:dari|milik|punya) (?:grup|channel|trader|orang) lain|\bberbagi ide|\b(?:ide|trade|sinyal)(?:nya)? (?:teman|orang|member|dia)",
    ),
    "vi": (
        r"tài khoản giả (?:mạo )?(?:dùng|lấy|đăng)|không phải (?:tôi|mình|em|ad) đâu",
        r"tài khoản giả mạo|không phải (?:tôi|mình|em|ad) đâu",
        r"tài khoản giả mạo|không phải (?:tôi|mình|em|ad) đâu",
        r"của (?:người khác|kênh khác|nhóm khác|anh ấy|bạn tôi|một thành viên|một người)|từ (?:kênh|nhóm) khác",
    ),
    "hi": (r"(?:उसका|उनका|उसकी|उनकी|किसी और|दूसरे)\s", r"\b(?:uska|unka|kisi aur|dusre)\b"),
    "ar": (
        r"حساب (?:مزيف|وهمي|منتحل) (?:ي|ب)\S*|لست أنا|مو انا",
        r"حساب (?:مزيف|وهمي|منتحل) (?:ي|ب)\S*|لست أنا|مو انا",
        r"حساب (?:مزيف|وهمي|منتحل) (?:ي|ب)\S*|لست أنا|مو انا",
        r"(?:فكرته|صفقته|إشارته|اشارته|قناة أخرى|قناة اخرى|مجموعة أخرى|مجموعة اخرى|شخص آخر|احد الاعضاء|أحد الأعضاء)",
    ),
    "fa": (
        r"(?:اکانت|حساب|پیج) (?:فیک|جعلی) (?:با|که)|من نیستم",
        r"(?:اکانت|حساب|پیج) (?:فیک|جعلی)|من نیستم",
        r"(?:اکانت|حساب|پیج) (?:فیک|جعلی)|من نیستم",
        r"(?:ایده او|معامله او|کانال دیگر|گروه دیگر|شخص دیگر|یکی از اعضا|ایده‌اش|دیگران)",
    ),
    "zh": (
        r"(?:假|冒充)(?:账号|帳號)(?:发|發|用)|不是我本人",
        r"(?:假|冒充的?)(?:账号|帳號|群|客服)|不是我本人",
        r"(?:假|冒充的?)(?:账号|帳號|群|客服)|不是我本人",
        r"(?:他|她|别人|別人|群友|网友|網友|朋友|其他群|别的群|別的群|其他老师|其他老師)(?:的|家的)?(?:想法|思路|单|單|交易|信号|信號|观点|觀點|操作)",
    ),
    "ja": (
        r"(?:偽|なりすまし)アカウントが|私ではありません",
        r"(?:偽|なりすまし)(?:アカウント|の)|私ではありません",
        r"(?:偽|なりすまし)(?:アカウント|の)|私ではありません",
        r"(?:彼|彼女|他人|友人|会員|メンバー|他の(?:人|チャンネル|グループ|トレーダー))の(?:アイデア|トレード|シグナル|ポジション|考え|意見)?",
    ),
    "ko": (
        r"(?:가짜|사칭)\s*(?:계정|방|채널)이|제가 아닙니다",
        r"(?:가짜|사칭)\s*(?:계정|방|채널)|제가 아닙니다",
        r"(?:가짜|사칭)\s*(?:계정|방|채널)|제가 아닙니다",
        r"(?:그의|그녀의|남의|친구|회원|구독자|다른\s*(?:방|채널|사람|트레이더))(?:의)?\s*(?:아이디어|매매|시그널|신호|포지션|의견|진입)",
    ),
}

SHOWN = {
    "en": (
        r"\bhindsight\b|\b(?:has|have|needs?|is supposed) to look like\b|\b(?:should|must) look like\b|\bshow(?:ing|s)? (?:you )?the (?:layout|format|form|template)\b|\b\d+[- ]year[- ]old'?s\b",
        r"\bold (?:signal|call|alert|trade|setup|idea)s? from\b|\bre-?post(?:ing|ed) (?:an? |my |this )?old\b",
        r"\bhindsight\b|\b(?:has|have|needs?|is supposed) to look like\b|\b(?:should|must) look like\b|\bshow(?:ing|s)? (?:you )?the (?:layout|format|form|template)\b|\b\d+[- ]year[- ]old'?s\b",
        r"\bold (?:signal|call|alert|trade|setup|idea)s? from\b|\bre-?post(?:ing|ed) (?:an? |my |this )?old\b",
        r"\bhindsight\b|\b(?:has|have|needs?|is supposed) to look like\b|\b(?:should|must) look like\b|\bshow(?:ing|s)? (?:you )?the (?:layout|format|form|template)\b|\b\d+[- ]year[- ]old'?s\b",
        r"\bold (?:signal|call|alert|trade|setup|idea)s? from\b|\bre-?post(?:ing|ed) (?:an? |my |this )?old\b",
        r"\b(?:purely|just|only) (?:academic|theoretical|educational example|a thought|an exercise|an observation)\b",
        r"\b(?:simulated|hypothetical|fictional|fictitious|imaginary|made[- ]up|(?<!own )(?<!your )homework|quiz|exercise)\b",
        r"\bif i (?:had to|were|was)\b",
        rf"\b(?:only|just|purely|solely|merely|simply)\s+(?:posted |shared |here |meant |as an? )?(?:for|to|as|an?)\s+(?:the |a |an )?(?:\w+ )?{_FOR}\b",
        rf"\bfor (?:\w+ )?{_FOR}(?: purposes?)?(?: only|,| and not|\.|$)|\b{_FOR} only\b|\bfor {_FOR} purposes?\b",
        r"\b(?:only|just) to (?:show|discuss|illustrate|explain|demonstrate|compare|see how)\b",
        (
            r"\b(?:paper|demo|sim|simulated|simulator|virtual|fake|dummy|mock|fictional|fictitious|imaginary|theoretical|hypothetical|sample|back ?test\w*|historic(?:al)?|what[- ]if)"
            r"\s+(?:trade|account|signal|call|position|portfolio|entry|only|setup|example|money|post|order|contest)\b"
        ),
        r"\b(?:hypothetical(?:ly)?|hypothesis|theoretical(?:ly)?|thought experiment|what if|in theory|on paper|for argument's sake|as an illustration|paper[- ]?trad\w+|backtest\w*|on demo)\b",
        r"\b(?:not live|not a live|last (?:year|month|week)'s|archived?|from the archives?)\b",
    ),
    "es": (
        r"\b(?:señal|alerta|operación|entrada|idea) (?:vieja|antigua)|\b(?:vieja|antigua) (?:señal|alerta|operación)|\ba toro pasado|\btiene que verse así",
        r"\b(?:señal|alerta|operación|entrada|idea) (?:vieja|antigua)|\b(?:vieja|antigua) (?:señal|alerta|operación)|\ba toro pasado|\btiene que verse así",
        r"\b(?:señal|alerta|operación|entrada|idea) (?:vieja|antigua)|\b(?:vieja|antigua) (?:señal|alerta|operación)|\ba toro pasado|\btiene que verse así",
        r"\b(?:con )?fines de estudio|\bejercicio\b|\bsimulad[oa]\b|\bpara copiar\b",
        r"\b(?:solo|sólo|únicamente|simplemente) (?:para|por|como|a modo de) (?:\w+ )?(?:coment|discut|debat|estudi|ilustr|analiz|práctic|practic|mostrar|ejempl)\w*",
        r"\bhipotétic\w+|\ben papel\b|\bcuenta demo\b|\bpaper trading|\bteóric\w+|\bsolo comparto\b",
    ),
    "pt": (
        r"\b(?:sinal|alerta|operação|entrada) antig[oa]|\bantig[oa] (?:sinal|alerta|operação)|\btem que ficar assim",
        r"\b(?:sinal|alerta|operação|entrada) antig[oa]|\bantig[oa] (?:sinal|alerta|operação)|\btem que ficar assim",
        r"\b(?:sinal|alerta|operação|entrada) antig[oa]|\bantig[oa] (?:sinal|alerta|operação)|\btem que ficar assim",
        r"\b(?:só|somente|apenas) (?:para|como|a título de|pra) (?:\w+ )?(?:coment|discut|debat|estud|ilustr|analis|mostrar|exempl|pratic)\w*",
        r"\bhipotétic\w+|\bconta demo\b|\bno papel\b|\bteóric\w+|\b(?:só|apenas) compartilhando\b",
    ),
    "fr": (
        r"\b(?:ancien(?:ne)?|vieux|vieille) (?:signal|alerte|trade|position|idée)|\baprès coup\b|\bdoit ressembler à",
        r"\b(?:ancien(?:ne)?|vieux|vieille) (?:signal|alerte|trade|position|idée)|\baprès coup\b|\bdoit ressembler à",
        r"\b(?:ancien(?:ne)?|vieux|vieille) (?:signal|alerte|trade|position|idée)|\baprès coup\b|\bdoit ressembler à",
        r"\b(?:juste|seulement|uniquement|simplement) (?:pour|à titre|comme) (?:\w+ )?(?:discut|débatt|étud|illustr|analys|montrer|d'exempl|d'illustr|exempl|pédag)\w*",
        r"\bhypothétique\w*|\bcompte démo|\bsur papier|\bthéorique\w*|\bà titre d'(?:exemple|illustration)|\bpartage (?:juste|seulement)\b",
    ),
    "de": (
        r"\balte[rsn]? (?:signal|trade|alarm|setup|idee|ruf)|\bim nachhinein|\b(?:muss|sollte) so aussehen|\bso (?:muss|sollte) (?:das|es) aussehen",
        r"\balte[rsn]? (?:signal|trade|alarm|setup|idee|ruf)|\bim nachhinein|\b(?:muss|sollte) so aussehen|\bso (?:muss|sollte) (?:das|es) aussehen",
        r"\balte[rsn]? (?:signal|trade|alarm|setup|idee|ruf)|\bim nachhinein|\b(?:muss|sollte) so aussehen|\bso (?:muss|sollte) (?:das|es) aussehen",
        r"\b(?:nur|rein|lediglich) (?:zur|zum|als|für) (?:\w+ )?(?:diskussion|diskutieren|studium|illustration|veranschaulichung|übung|analyse|anschau|beispiel|demonstration|zeigen|lernen)\w*",
        r"\bhypothetisch\w*|\bdemokonto|\bauf dem papier|\btheoretisch\w*|\bpapierhandel|\brein theoretisch",
    ),
    "it": (
        r"\bvecchi[oa] (?:segnale|trade|operazione|idea)|\b(?:segnale|operazione) vecchi[oa]|\bcol senno di poi|\bdeve essere così",
        r"\bvecchi[oa] (?:segnale|trade|operazione|idea)|\b(?:segnale|operazione) vecchi[oa]|\bcol senno di poi|\bdeve essere così",
        r"\bvecchi[oa] (?:segnale|trade|operazione|idea)|\b(?:segnale|operazione) vecchi[oa]|\bcol senno di poi|\bdeve essere così",
        r"\b(?:solo|soltanto|unicamente) (?:per|a titolo|come) (?:\w+ )?(?:discut|dibatt|studi|illustr|analizz|mostrare|esempi|di esempio|pratic)\w*",
        r"\bipotetic\w+|\bconto demo|\bsu carta|\bteoric\w+|\bcondivido solo\b",
    ),
    "ru": (
        r"\bстар\w+ (?:сигнал|сделк|вход|иде)\w*|\bзадним числом|\bдолжн\w+ выглядеть",
        r"\bстар\w+ (?:сигнал|сделк|вход|иде)\w*|\bзадним числом|\bдолжн\w+ выглядеть",
        r"\bстар\w+ (?:сигнал|сделк|вход|иде)\w*|\bзадним числом|\bдолжн\w+ выглядеть",
        r"(?:только|просто|лишь|исключительно|чисто)\s+(?:для|ради|как|в качестве|чтобы)\s+(?:\w+\s+)?(?:обсу|изуч|иллюстр|анализ|пример|обуч|показ|трениров|разбор)\w*",
        r"\bдля (?:обсуждения|иллюстрации|разбора)|\bгипотетическ\w+|\bдемо[- ]?сч[её]т\w*|\bна бумаге|\bтеоретическ\w+|\bбумажн\w+ (?:сделк|торг)\w*|\b(?:просто|только) делюсь",
    ),
    "uk": (
        r"\bстар\w+ (?:сигнал|угод|вхід|іде)\w*|\bзаднім числом|\bмає вигляд",
        r"\bстар\w+ (?:сигнал|угод|вхід|іде)\w*|\bзаднім числом|\bмає вигляд",
        r"\bстар\w+ (?:сигнал|угод|вхід|іде)\w*|\bзаднім числом|\bмає вигляд",
        r"(?:лише|тільки|просто|виключно)\s+(?:для|заради|як|щоб)\s+(?:\w+\s+)?(?:обгов|вивч|ілюстр|аналіз|приклад|навч|показ|розбор)\w*",
        r"\bдля (?:обговорення|ілюстрації|розбору)|\bгіпотетичн\w+|\bдемо[- ]?рахун\w*|\bна папері|\bтеоретичн\w+|\b(?:просто|лише) ділюся",
    ),
    "tr": (
        r"\beski (?:sinyal|işlem|çağri)\w*|\bşöyle görünmeli",
        r"\beski (?:sinyal|işlem|çağri)\w*|\bşöyle görünmeli",
        r"\beski (?:sinyal|işlem|çağri)\w*|\bşöyle görünmeli",
        r"\b(?:sadece|yalnizca|sirf)\s+(?:\w+\s+){0,2}(?:tartiş|örnek|göster|çaliş|analiz|paylaş|fikir)\w*",
        r"\bvarsayimsal|\bdemo hesa\w+|\bkağit üzerinde|\bteorik",
    ),
    "id": (
        r"\b(?:sinyal|trade|call|posisi) lama\b|\bformatnya (?:harus )?begini",
        r"\b(?:sinyal|trade|call|posisi) lama\b|\bformatnya (?:harus )?begini",
        r"\b(?:sinyal|trade|call|posisi) lama\b|\bformatnya (?:harus )?begini",
        r"\b(?:hanya|cuma|sekadar|sekedar|sebatas)\s+(?:untuk |buat |sebagai |berbagi |share )?(?:\w+ )?(?:diskusi|belajar|ilustrasi|contoh|analisa|analisis|latihan|studi|berbagi|ide)\w*",
        r"\bhipotetis|\bakun demo|\bdi atas kertas|\bteoritis",
    ),
    "vi": (
        r"(?:kèo|lệnh|tín hiệu) cũ|đăng lại|cách trình bày",
        r"(?:kèo|lệnh|tín hiệu) cũ|đăng lại|cách trình bày",
        r"(?:kèo|lệnh|tín hiệu) cũ|đăng lại|cách trình bày",
        r"(?:chỉ|chỉ là)\s+(?:để|mang tính|nhằm)\s+(?:\w+ )?(?:thảo luận|minh họa|minh hoạ|học|nghiên cứu|phân tích|chia sẻ|tham khảo ý|bàn)",
        r"giả định|tài khoản demo|trên giấy|lý thuyết|ví dụ",
    ),
    "hi": (
        r"\bpuran[aei] (?:signal|call|trade)",
        r"\bpuran[aei] (?:signal|call|trade)",
        r"\bpuran[aei] (?:signal|call|trade)",
        r"\b(?:sirf|bas|keval)\s+(?:\w+\s+){0,2}(?:seekhne|sikhne|padhne)\b|सीखने के लिए",
        r"(?:सिर्फ|केवल|बस|महज)\s+(?:\S+\s+){0,2}(?:चर्चा|उदाहरण|अध्ययन|समझाने|दिखाने|अभ्यास)",
        r"उदाहरण|काल्पनिक|डेमो|पेपर ट्रेड",
        r"\b(?:sirf|bas|keval)\s+(?:\w+\s+){0,2}(?:discussion|charcha|example|study|samjhane|dikhane)\b",
    ),
    "ar": (
        r"(?:إشارة|اشارة|صفقة|توصية) قديمة",
        r"(?:إشارة|اشارة|صفقة|توصية) قديمة",
        r"(?:إشارة|اشارة|صفقة|توصية) قديمة",
        r"(?:فقط|لمجرد|مجرد)\s*(?:ل|من أجل |لأجل )?(?:لنقاش|نقاش|للنقاش|للمناقشة|توضيح|للتوضيح|للدراسة|مثال|فكرة|للتعلم)",
        r"(?:للنقاش|للمناقشة|للتوضيح|للدراسة)\s*فقط",
        r"افتراضي|حساب تجريبي|على الورق|نظريا",
    ),
    "fa": (
        r"(?:سیگنال|معامله) قدیمی",
        r"(?:سیگنال|معامله) قدیمی",
        r"(?:سیگنال|معامله) قدیمی",
        r"(?:فقط|صرفا|تنها)\s*(?:برای|جهت)\s*(?:بحث|آموزش ساختار|مثال|نمایش|مطالعه|بررسی|گفتگو|تمرین)",
        r"فرضی|حساب دمو|روی کاغذ|تئوری",
    ),
    "zh": (
        r"(?:旧|舊|老|以前的)(?:单|單|信号|信號|喊单)|事后诸葛|格式(?:应该|要)",
        r"(?:旧|舊|老|以前的)(?:单|單|信号|信號|喊单)|事后诸葛|格式(?:应该|要)",
        r"(?:旧|舊|老|以前的)(?:单|單|信号|信號|喊单)|事后诸葛|格式(?:应该|要)",
        r"(?:仅供|僅供|只供|只是|纯属|純屬|仅为|僅為|仅作|僅作|只作|单纯|單純)(?:大家)?(?:讨论|討論|学习|學習|研究|演示|示例|举例|舉例|交流|分享|复盘|復盤|练习|練習)",
        r"模拟盘|模擬盤|模拟单|模擬單|假设|假設|纸上|紙上|虚拟盘|回测|回測|示例|举例|例子",
    ),
    "ja": (
        r"(?:古い|昔の|以前の)(?:シグナル|トレード|配信|サイン)|後付け",
        r"(?:古い|昔の|以前の)(?:シグナル|トレード|配信|サイン)|後付け",
        r"(?:古い|昔の|以前の)(?:シグナル|トレード|配信|サイン)|後付け",
        r"(?:議論|勉強|説明|検証|学習|練習|参考例|例示|分析|共有)(?:の|する)?ため(?:だけ|のみ)",
        r"(?:あくまで|単なる|ただの)(?:例|議論|一例|検証)|デモ口座|仮想|仮定|バックテスト|紙上",
    ),
    "ko": (
        r"(?:옛날|예전)\s*(?:시그널|신호|매매|포지션)|결과론",
        r"(?:옛날|예전)\s*(?:시그널|신호|매매|포지션)|결과론",
        r"(?:옛날|예전)\s*(?:시그널|신호|매매|포지션)|결과론",
        r"(?:토론|토의|공부|학습|설명|예시|연습|분석|교육|참고 예)\s*(?:용|목적|만을|을 위)(?:입니다|임|으로만)?",
        r"모의\s*(?:투자|매매)|가상\s*(?:매매|거래)|데모\s*계좌|백테스트|가정해",
    ),
}
