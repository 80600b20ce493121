"""Turkish. Stems stand for the many suffixed forms; what a suffix denies or supposes is listed whole."""

from core.signals.cues import Cue
from core.signals.words.spelling import bare, from_capitals, spelled

_LISTED: dict[Cue, str] = {
    Cue.LONG: """longu, longunu, longumu, longumuzu, longda, longdan, uzun, alış yönlü, long açıyoruz, long açtım, long açtık, long açın, longa, long'a, longlu, uzun
        pozisyon, alım yönlü, yükseliş yönlü, longluyoruz, longladım, long giriyoruz, long girdim,
        long yönlü, long girişi""",
    Cue.SHORT: """shortu, shortunu, shortumu, shortumuzu, shortunuzu, shortta, shorttan, kısa, satış yönlü, short açıyoruz, short açtım, short açtık, short açın, shorta, short'a, açığa
        satış, kısa pozisyon, düşüş yönlü, shortluyoruz, shortladım, short giriyoruz, short girdim,
        short yönlü, short girişi""",
    Cue.BUY: """al, alış, alım, alıyoruz, aldım, alın, alıyorum, aldık, alınız, alabilirsiniz, alış yapıyoruz, alım
        yapıyoruz, alış emri, alım emri, al sinyali, alım sinyali, topluyoruz, toplanır, topluyorum,
        alınabilir, alışı, alımı""",
    Cue.SELL: """sat, satış, satım, satıyoruz, sattım, satın, satıyorum, sattık, satınız, satış yapıyoruz, satış
        emri, sat sinyali, satış sinyali, satışı, satılır""",
    Cue.BUY_STOP: "alış stop, alım stop, stop alış, alış stop emri",
    Cue.SELL_STOP: "satış stop, stop satış, satış stop emri",
    Cue.ENTRY: """giriş*, giriş, girişler, giris, giriş bölgesi, giriş fiyatı, alım bölgesi, giriş seviyesi, giriş
        aralığı, giriş yeri, giriş noktası, giriş fiyatları, giriş emri, giriş emirleri, alış
        bölgesi, satış bölgesi, alım aralığı, alış aralığı, satış aralığı, alış fiyatı, alım fiyatı,
        alım seviyesi, alış seviyesi, satış seviyesi, giriyoruz, giriyorum, girdim, girdik, girin,
        girebilirsiniz, giriş yapıyoruz, giriş yaptım, giriş yapalım, giriş yapın, girelim,
        girilebilir, giriş bandı, ilk giriş, 1 giriş, ikinci giriş, alım yeri, emir fiyatı, açılış
        fiyatı, alış yeri""",
    Cue.TARGET: """hedef*, hedef, hedefler, kar al, kâr al, kar hedefi, hedefimiz, hedefi, satış hedefi, kâr hedefi,
        hedeflerimiz, kar alma, kâr alma, kar satış, kâr satış, kar alım, kâr alım, karal, kâral,
        hedef fiyat, hedef fiyatı, hedef bölgesi, kar realizasyonu, kâr realizasyonu, satış
        hedefleri, tp seviyesi, tp seviyeleri, ilk hedef, ikinci hedef, üçüncü hedef, son hedef, kar
        noktası, kâr noktası, çıkış hedefi, satış yeri, tp'ler, tpler, çıkış fiyatı, çıkış noktası,
        çıkış seviyesi, karalım""",
    Cue.STOP: """zarar durdur, zarar kes, durdur, stop seviyesi, stopumuz, stopu, stop'u, stopları, stop'ları,
        stoplar, stopumuzu, stopunu, stopunuz, stopunuzu, stoplarını, stoplarınızı, stoplarımızı,
        zararı durdur, zararkes, zarar-kes, zarar kesme, zarar durdurma, zarar-durdur, stop noktası,
        stop yeri, stop bölgesi, stop fiyatı, stop olma, stop ol, sl'yi, sl yi, sl'i, sl i, slyi,
        sl'mizi, stoploss'u, stoplossu, stop lossu, stop loss'u, kayıp durdur, iptal seviyesi,
        altında stop, stopum, stopumu, stop'umuz, zarardurdur, stop emri""",
    Cue.TRAIL: """iz süren stop, takip eden stop, izleyen stop, iz süren, takipli stop, hareketli stop, trailing
        stop'u""",
    Cue.LEVERAGE: """kaldıraç*, kaldıraç, kaldıraçla, kaldirac, kaldıraçlı, kaldırac*, maks kaldıraç, max kaldıraç, en
        fazla kaldıraç, kaldıraç oranı""",
    Cue.ISOLATED: "izole, izole marjin, izole mod, isole, ısole, izoleli",
    Cue.CROSS: "çapraz, çapraz marjin, kros, çapraz mod",
    Cue.RISK: """riskli oran, risk oranı, işlem başı risk, risk edin, risk ediyoruz, risk yüzdesi, riskimiz, riske,
        kasa riski, maks risk""",
    Cue.SIZE: """kasa, kasanın, kasanızın, kasamızın, bakiye, bakiyenin, sermaye, sermayenin, portföy, portföyün,
        portföyünüzün, cüzdan, cüzdanın, pozisyon büyüklüğü, işlem büyüklüğü, işlem miktarı, marjin,
        marj, teminat, ana para, anapara, paranızın, tutar, kasadan, hacim, yatırım""",
    Cue.QUANTITY: "adet sayısı, lot miktarı, lot büyüklüğü, lot sayısı, miktar, miktarı",
    Cue.RATIO: """risk kazanç, risk/kazanç, risk ödül, risk/ödül, r/r oranı, rr oranı, risk kazanç oranı, risk getiri,
        risk/getiri""",
    Cue.LABEL: """destek, destekler, desteği, direnç, dirençler, direnci, borsa, periyot, zaman dilimi, grafik, başarı
        oranı, doğruluk, güven, olasılık, platform, sinyal no, sinyal numarası, işlem no, vade,
        komisyon, hareketli ortalama, güncel fiyat, son fiyat, piyasa değeri""",
    Cue.MARKET: """tam burada, şimdi, piyasa, piyasadan, market fiyatı, buradan, anlık, piyasa fiyatı, markete, marketten, market
        emri, piyasa emri, piyasa fiyatından, market fiyatından, hemen, şu an, şuan, şu anda,
        şuanda, anlık fiyattan, şu anki fiyat, şu anki fiyattan, mevcut fiyat, mevcut fiyattan,
        hemen şimdi, burdan, bu fiyattan, bu seviyeden, bulunduğu yerden, olduğu yerden, market
        alım, piyasadan giriş""",
    Cue.LIMIT: """limit emir, limit emri, limitli, bekleyen emir, bekleyen, bekleyen emirler, emir gir, limitten,
        limit'ten, limite""",
    Cue.ABOVE: """üstünde, üzerinde, üstü, kırılırsa, üstüne, üzerine, üzeri, üstünden, üzerinden, üstüne çıkınca,
        üzerine çıkınca, geçince, kırınca, yukarı kırarsa, üstü kapanış, üzeri kapanış, kırılımıyla,
        kırılımında""",
    Cue.BELOW: "altında, altı, altına, altından, altına inince, altı kapanış, aşağısı, aşağısında, altındaki",
    Cue.BREAK: "kırılım, kırılımı, kırılma, kırılması, kırılımla",
    Cue.TO: "kadar, değin, e kadar, a kadar, ye kadar, ya kadar",
    Cue.AND: "ve, veya, sonra, ardından, ya da, daha sonra, ayrıca, hem",
    Cue.AT: """civarı, seviyesinden, fiyatından, den, tan, ten, arası, civarında, civarından, seviyesinde,
        seviyesine, fiyattan, fiyatı, fiyat, bandında, seviyelerinden, seviyelerinde, ortalama,
        yaklaşık, bölgesinden, bölgesinde, de, ta, te, dolaylarında""",
    Cue.ZONE: """aralığı, bölgesi, bölge, bant, bandı, aralık, aralığında, aralığından, arasında, arasından, talep
        bölgesi, arz bölgesi""",
    Cue.LADDER: """kademeli, kademe*, parçalı, ekleme yeri, ekleme noktası, maliyet düşürme, ikinci alım, 2 alım, dca
        noktası, dca seviyesi, ortalama düşürme, ek alım, takviye, takviye yeri, destek alım""",
    Cue.THOUSAND: "bin",
    Cue.TIMES: "katı, kat",
    Cue.UNITS: "adet, hisse, kontrat, lotluk, sözleşme, tane",
    Cue.CENTS: "puan, pip'lik",
    Cue.DOLLARS: "dolar, dolarlık",
    Cue.RUNNER: """açık, serbest, serbest bırak, kalan açık, bırakıyoruz koşsun, koşsun, taşıyoruz kalanı, açık hedef,
        sınırsız, sonsuz, gittiği yere kadar""",
    Cue.CANDLE: """haftayı kapattı, günü kapattı, ayı kapattı, mum, mum kapanışı, kapanış, kapanışı, kapanışında, kapanışta, kapanışla, mum kapatırsa, mumluk
        kapanış, saatlik kapanış, mum kapanışıyla, altı kapanışta, kapanış yaparsa, kapanışına göre,
        fitil, haftalık kapanış, haftalık, aylık""",
    Cue.FRAME: "günlük, günlük kapanış, saatlik, günlük mum, günlük kapanışta, günlükte",
    Cue.FILL: """haberden, haberlerden, veriden, veri, küçük zararla, manuel, toplam, ortak, açgözlülük yok, fomo yok, unutmayın, acele etmeden, önce, bunlar, senin, sana, gidiyor, gidiyoruz, onlar, acele yok, panik yok, stres yok, başka bir şey yok, ne olur ne olmaz, güvenlik için, garanti olsun, her zamanki gibi, plana göre, konuştuğumuz gibi, neredeyse, yeterince, fazla, harika, mükemmel, aferin, büyük, kanal, sohbet, hafta sonu, haberler, abi, kanka, bu, bir, ile, için, işlem, sinyal, yeni işlem, açıyoruz, açtım, açtık, açalım, açın, işlem açtım,
        işlem açıyoruz, işlem açın, şu, o, da, ki, mi, çok, az, daha, en, ise de, gibi, göre,
        olarak, olan, var, sadece, yalnızca, en fazla, en çok, maks, maksimum, min, minimum,
        biz, ben, siz, bizim, benim, sizin, bana, size, bize, onun, bunu, bunun, buna, burada,
        şurada, orada, kendi, herkes, herkese, arkadaşlar, dostlar, hocam, millet, ekip, takım,
        grup, ailem, aile, gençler, beyler, arkadaşlarım, değerli, sevgili, üyeler, üyelerimiz,
        günaydın, iyi günler, iyi akşamlar, iyi geceler, selam, selamlar, merhaba, merhabalar,
        hayırlı günler, hayırlı sabahlar, hayırlı akşamlar, hayırlı olsun, hayırlısı olsun,
        hayırlısı, bol kazançlar, bol kazanç, bol şans, iyi şanslar, kolay gelsin, lütfen,
        teşekkürler, rica, dikkat, dikkatli, dikkatli olun, önemli, duyuru, uyarı, not, yeni sinyal,
        yeni işlemimiz, yeni pozisyon, yeni fırsat, sinyalimiz, işlemimiz, fikir, analiz,
        analizimiz, strateji, alarm, ilk, birinci, ikinci, üçüncü, dördüncü, son, iki, üç, dört,
        beş, tek, her, diğer, bugün, bugünkü, bugünlük, gün, günün, akşam, sabah, kısa vade, kısa
        vadeli, orta vade, orta vadeli, uzun vade, uzun vadeli, vadeli, spot, vadeli işlem, futures,
        kripto, kripto para, coin, coinde, coini, forex, endeks, hisse senedi, altcoin, yatırım
        tavsiyesi değildir, yatırım tavsiyesi değil, yatırım tavsiyesi içermez, ytd, y t d, finansal
        tavsiye değildir, finansal tavsiye değil, kendi riskiniz, kendi araştırmanızı yapın, kendi
        riskinizde, risk size aittir, sorumluluk size aittir, sorumluluk, risk yönetimi, kasa
        yönetimi, para yönetimi, risk yönetimi yapın, kasa yönetimine dikkat, riskli, az riskli,
        orta riskli, yüksek riskli, düşük risk, orta risk, yüksek risk, riskli işlem, küçük, düşük,
        ufak, hafif, hızlı, güzel, iyi, güçlü, değer, seviye, seviyeler, seviyesi, kullanın,
        kullanalım, kullanıyoruz, kullan, stopsuz, stop yok, stop kullanmıyoruz, işlemde olanlar,
        işlemde olan, olanlar, girenler, giren, isteyen, isteyenler, dileyen, dileyenler, yapın,
        yapıyoruz, yapalım, yap, yaptım, yaptık, yapabilirsiniz, edin, ediyoruz, edelim, ettim,
        ettik, olsun, oluyor, olacak, koruma, korumak, garanti, garantiye, karı, kârı, karımızı,
        kârımızı, yön, yönlü, yönü, tarafı, taraf, tamam, evet, şimdilik, hala, hâlâ, halen, zaten,
        yani, ama, fakat, ancak, diye, üstteki, aşağıdaki, yukarıdaki, kalan kısım, sonraki,
        öyle, böyle, hadi, haydi, arkadaşlar merhaba, aktif, marjin tipi""",
    Cue.PAIR: "parite, çift, sembol, hisse adı, enstrüman, koin, paritesi, varlık, işlem çifti",
    Cue.SIDE: """yön tayini, pozisyon tipi, işlem yönü, pozisyon yönü, emir tipi, emir türü, işlem türü, işlem tipi,
        tür, pozisyon türü, emir, marj türü""",
    Cue.MOVE: """taşıdım, taşıdık, taşıyalım, yükselt, yükselttim, yukarı alın, yukarı çekin, güncelleyin, güncelledim, değiştirin, değiştirdim, değişti, revize ettim, getirdim, ayarlayın, ayarladım, daraltın, daralttım, çekiyoruz, çek, çekin, taşı*, taşı, taşıyoruz, taşıyın, çekildi, güncelle, alalım, çekelim,
        yükseltiyoruz, çekiyorum, çektim, çektik, çekebilirsiniz, çekiniz, çekilir, çekelim
        arkadaşlar, güncell*, yükselt*, yükseltin, yükseltelim, düşürüyoruz, düşürün, düşürelim,
        düşürdük, düşürdüm, indiriyoruz, indirin, indirelim, indirdik, indirdim, değiştir*, ayarla*,
        ayarlıyoruz, kaydır*, getiriyoruz, getirin, getirelim, getirdik, koyun, koyuyoruz, koyalım,
        koyduk, koydum, al yukarı, yukarı al, yukarı alıyoruz, yukarı çek, yukarı çekiyoruz, aşağı
        çekiyoruz, aşağı çek, revize, revize ediyoruz, düzelt*, sıkılaştır*, daralt*, kilitle*,
        korumaya, yerleştir*""",
    Cue.NEW: "artık, yeni, yenisi, güncel, güncellendi, düzeltme, revize edildi",
    Cue.CLOSE: """satışı kapatıyoruz, kapattık, kapatıyorum, kapatılsın, zararı kesin, zararı kes, zararı kestim, zararı kabul, manuel kapattım, elle kapattım, elle kapatın, boşalttım, kapat*, kapat, kapatıyoruz, kapatın, çıkıyoruz, çık, kapatalım, kapattım, çıkın, çıkıyorum, çıktım,
        çıktık, çıkalım, çıkabilirsiniz, çıkış, çıkış yapıyoruz, çıkış yapın, çıkış yaptım, çıkış
        yapalım, çıkışı, kapanıyor, kapandı, kapanış yapıyoruz, sonlandır*, işlemden çık, işlemden
        çıkıyoruz, işlemden çıkın, satıp çıkın, satıp çıkıyoruz, pozisyondan çıkıyoruz, pozisyondan
        çıkın, tasfiye, likit edin, boşalt, boşaltın""",
    Cue.EXIT: """çıktım hepsinden, tamamen çıktım, tamamen çıktık, nakite geçtim, nakite geçtik, sattım hepsini,
        satıp çıktım, satıp çıktık, stop olmadan çıktım, bu işlemden çıktım""",
    Cue.TRIM: """azaltalım, azalttım, hafifletin, hafiflettim, cebe koyun, cebe atın, cebe attım, realize edin, realize ettim, kısmi kapatın, kısmi kapattım, bir kısmını satın, bir kısmını sattım, bir kısmını kapatın, bir kısmını kapattım, parça satın, kar alıyoruz, kâr alıyoruz, kar alalım, kâr alalım, kar aldım, kâr aldım, kar alın, kâr alın, kar
        alabilirsiniz, kâr alabilirsiniz, kar aldık, kâr aldık, kısmi kar, kısmi kâr, kısmi kar al,
        kısmi kâr al, kısmi kapat, kısmi kapatıyoruz, kısmi satış, kısmi çıkış, azalt*, azaltıyoruz,
        azaltın, realize, realize ediyoruz, karı realize, kârı realize, kar realize, kâr realize,
        küçült*, hafiflet*, kar satışı, kâr satışı, cebe, cebe koy, cebe atıyoruz, cebe koyuyoruz,
        kısmi, parça satış, kar al ve, kâr al ve""",
    Cue.HALF: """yarısını, yarısı, yarı, yarısında, yarısından, yarım, yarım pozisyon, pozisyonun
        yarısı, pozisyonun yarısını, işlemin yarısını, yarı yarıya""",
    Cue.THIRD: "üçte biri, üçte birini, üçte bir, 3te biri, 3te birini",
    Cue.QUARTER: "çeyrek, çeyreği, çeyreğini, dörtte biri, dörtte birini, dörtte bir",
    Cue.PART: """bir kısmını, bir kısmı, bir kısım, bir miktar, bir parça, biraz, kısmını, bir bölümünü, bir bölümü,
        parça""",
    Cue.ALL: """hepsini, tümünü, tamamını, tüm, hepsi, tamamı, tamamen, tümü, bütün, komple, bütününü, hepsinden,
        her şeyi""",
    Cue.REST: """diğer yarısı, son parça, kalana, kalanın, kalanı, kalan, kalanlar, kalanına, kalanını, geri kalan, geri kalanı, geri kalanını, kalan pozisyon, kalan
        kısmı, kalanlarla""",
    Cue.CANCEL: """kaldırdım, emri çekin, emri çektim, emri silin, artık geçersiz, gerçekleşmedi, tetiklenmedi, iptal*, iptal, iptal edildi, iptal ediyoruz, iptal edin, iptaldir, iptal oldu, iptal edelim, iptal
        ettim, iptal ettik, emri sil, emri siliyoruz, emirleri silin, emirleri iptal, silin,
        siliyoruz, sildim, sildik, silelim, emri kaldır, emri kaldırın, emirleri kaldırın, emirleri
        kaldırıyoruz, kaldırın, kaldırıyoruz, geçersiz, geçersizdir, geçerli değil, geçerliliğini
        yitirdi, girmeyin, girmiyoruz, girmeyelim, işleme girmeyin, almayın, dikkate almayın,
        vazgeçtik, vazgeçtim, vazgeçiyoruz, yok sayın, yoksayın, geri çekin, geri çekiyoruz, emri
        geri çek, pas geç, pas geçiyoruz, pas geçin, pas geçelim""",
    Cue.ADD: """artırdım, maliyet düşürdüm, ortalama yapın, kademe ekleyin, ekle*, ekliyoruz, ekledim, ekledik, ekleyin, ekleyelim, ekleme, ekleme yapıyoruz, ekleme yapın,
        ekleme yaptım, ekleme yapalım, ekliyorum, ilave, ilave ediyoruz, ilave alım, artırıyoruz,
        artırın, arttırıyoruz, maliyet düşürüyoruz, maliyet düşürün, ortalama yapıyoruz, ortalama
        düşürüyoruz, dca yapıyoruz, takviye yapıyoruz, ek alım yapıyoruz""",
    Cue.REENTER: """tekrar aldım, yeniden aldım, ikinci deneme, tekrar giriş, tekrar giriyoruz, yeniden giriş, yeniden giriyoruz, tekrar alıyoruz, yeniden alıyoruz,
        tekrar girdim, yeniden girdim, tekrar açıyoruz, yeniden açıyoruz, tekrar giriş yapıyoruz,
        tekrar girin, yeniden girin, tekrar long, tekrar short, yeniden long, yeniden short, tekrar
        alım, tekrar girelim""",
    Cue.BREAKEVEN: """maliyette, maliyetinde, riski sıfırla, riski sıfırladık, bedavaya, girişe, giriş seviyesine, maliyet, maliyete, başabaş, risksiz, giriş fiyatına, giriş noktasına,
        girişe çek, girişe çekiyoruz, giriş yerine, girişimize, girişinize, girişe alıyoruz, girişe
        çekin, giriş seviyesinde, başa baş, başabaşa, başa başa, be'ye, be ye, be'e, sıfır noktası,
        sıfır risk, risk sıfır, sıfıra, entry'ye, entrye, entry ye, entry'e, entry e, entrye çek,
        alış fiyatına, alım fiyatına, giriş fiyatımıza, zararsız, breakeven'a, breakevene,
        breakeven'e, break even'a, girişte, maliyetine, maliyetimize, maliyetinize, maliyet
        seviyesine, maliyet fiyatına, maliyetlerine""",
    Cue.SAME: """taşıyorum, hala içerideyim, aynı, aynı stop, aynı hedefler, aynen, aynı şekilde, değişmedi, değişiklik yok, devam, devam
        ediyoruz, devam ediyor, tutuyoruz, tutun, tutmaya devam, sabit, koruyoruz, bekletiyoruz,
        stop aynı, hedefler aynı, taşımaya devam""",
    Cue.UPDATE: "güncelleme, güncellemesi, durum, son durum",
    Cue.POSITION: """pozisyon*, pozisyon, pozisyonları, işlemi, işlemleri, işlemin, işlemden, işlemler, işlemlerin,
        işlemlerimizi, pozisyonu, pozisyonda, emri, emirleri, emirler, açık işlemler, açık
        pozisyonlar, açık işlemleri, açık pozisyonları, sinyali, bu işlem, bu işlemi, bu sinyal,
        işlemimizi, trade'i, tradei""",
    Cue.LONGS: """longlar, longları, long'ları, long'lar, tüm longlar, tüm longları, alışlar, alımlar, long işlemler,
        long pozisyonlar, long pozisyonları, long işlemleri, alış pozisyonları""",
    Cue.SHORTS: """shortlar, shortları, short'ları, short'lar, tüm shortlar, tüm shortları, satışlar, short işlemler,
        short pozisyonlar, short pozisyonları, short işlemleri, satış pozisyonları""",
    Cue.RESULT: """geldi, ulaştı, alındı, kazanç, kâr, oldu, vurdu, görüldü, görüldü ✅, hedef geldi, hedef görüldü,
        hedef tamam, tamamlandı, ulaştık, stop oldu, stop olduk, stoplandı, stop yedi, stop yedik,
        patladı, kazandık, kazandırdı, kazandı, kazandırdık, kazançlı, kardayız, kârdayız, karda,
        kârda, getirdi, getiri, kâr getirdi, tebrikler, tebrik, helal olsun, maşallah, sonuç,
        sonuçlar, özet, haftalık özet, performans, bilanço, başarılı, başarıyla, uçtu, uçuyor,
        cepte, zararda, kaybettik, kaybettirdi, zarar ettik, aldık geldi, değdi, yaptı, gördük,
        gerçekleşti, kârla, karla, karla kapandı, kârla kapandı, kar ile, kâr ile, hedefe ulaştı,
        aldığımız""",
    Cue.PAST: """gün önce, hafta önce, ay önce, yıl önce, sene önce, saat önce, dakika önce, az önce, geçenlerde, geçen yıl, dün, geçen hafta, önceki, evvelki gün, geçen ay, geçen sene, geçen gün, önceki gün, dünkü, bu sabah,
        sabahki, demiştik, demiştim, vermiştik, vermiştim, açmıştık, paylaşmıştık, paylaştığımız,
        verdiğimiz, açtığımız, kapattığım, idi, almıştık, almıştım, söylemiştik, söylemiştim,
        hatırlayın""",
    Cue.CONDITION: """tutunamazsa, kırarsak, gelmezse, olmazsa, her seferinde, eğer, kalırsa, olursa, kırarsa, gelirse, olunca, ise, geçerse, düşerse, çıkarsa, kapatırsa, tutarsa,
        tutunursa, inerse, kırılınca, gelince, görürse, görürsek, gelirsek, kırılmadan, olmadan,
        durumunda, olması halinde, halinde, olduğunda, geldiğinde, kırıldığında, yaparsa, kapanırsa,
        dönerse, varsa, kaldıkça, sürece, şayet, takdirde, alırsa, verirse, açarsa, kırmadıkça,
        ulaşırsa, değerse, sarkarsa, atarsa, kapatmazsa, kıramazsa, tutamazsa, aşarsa""",
    Cue.HEDGE: """diyor, diyorlar, dedi, başka grup, başka grupta, belki, düşünürüm, olabilir, bekliyorum, bekliyoruz, izliyorum, düşünüyorum, bekle*, bekleyelim,
        izliyoruz, izle*, takip, takipteyim, takipteyiz, takip ediyorum, takip ediyoruz, takip
        edelim, düşünüyoruz, galiba, sanırım, herhalde, muhtemelen, muhtemel, ihtimal, ihtimali,
        planlıyorum, planlıyoruz, plan, planım, tahmin, beklenti, beklentim, beklentimiz, senaryo,
        görünüyor, gibi görünüyor, yakında, birazdan, yarın, haftaya, gelecek hafta, önümüzdeki,
        hazır olun, hazırlanın, hazırlan, gözüm, radarımda, radarda, isterim, istiyorum, umarım,
        bence, kanaatimce, gidebilir, gelebilir, düşebilir, çıkabilir, yükselebilir, kırabilir,
        görebiliriz, test edebilir, denenebilir, potansiyel, olası, düşünülebilir, bakacağım,
        bakarız, bakalım, gerekebilir, alacağım, satacağım, açacağım, gireceğim, haha, ajshd,
        analistler, görüşüm, yorumum""",
    Cue.QUESTION: """neden, niye, nasıl, kim, kimler, ne, hangi, hangisi, kaç, nerede, ne zaman, mı, mu, mü, mısınız,
        musunuz, var mı, olur mu, sizce, anket, soru, ne düşünüyorsunuz, ne dersiniz, ne yapalım,
        alınır mı, girilir mi, mantıklı mı, kapatayım mı, acaba, miyim, mıyım""",
    Cue.EXAMPLE: """örnek, örneğin, mesela, örnek olarak, format, şablon, deneme, test, eğitim, eğitim amaçlı, eğitim
        amaçlıdır, ders, nasıl okunur, simülasyon, varsayım, kağıt üstünde""",
    Cue.EXECUTED: """gerçekleşen emir, emir gerçekleşti, emir doldu, likidasyon, likit oldu, likide oldu, balina,
        balinalar, emir verildi, onay, emriniz gerçekleşti, transfer edildi""",
    Cue.PROMO: """katıl, katılın, katılmak için, üye olun, üyelik, abone, abonelik, abone olun, indirim, kampanya,
        ücretsiz, bedava, vip grup, vip kanal, vip grubumuz, premium grup, çekiliş, davet, referans,
        referans kodu, kayıt, kayıt olun, kayıt ol, bonus, aylık sadece, ömür boyu, dm atın, dm'den,
        link bio, link profilde, kontenjan, son gün, iletişim, iletişime geçin, yazın bana, eğitim
        seti""",
    Cue.INJECTION: """önceki talimatları, talimatları yok say, talimatları, tüm talimatları, dil modeli, asistan, gibi
        davran, json döndür, yanıt ver""",
    Cue.NEGATION: """değil, yok, hiç, asla, sakın, olmasın, değildir, yapmayın, yapmıyoruz, etmeyin, etmiyoruz,
        kapatmayın, kapatma, kapatmıyoruz, kapatmadım, kapatmadık, kapatmam, satmayın, satmıyoruz,
        çıkmayın, çıkmıyoruz, çekmeyin, çekmiyoruz, taşımayın, açmayın, açmıyoruz, işlem yok, uzak
        durun, henüz, acele etmeyin, kenardayım, kenardayız, hiçbir, ne de, olmaz, değiliz,
        eklemeyin, eklemiyoruz""",
    Cue.TODAY: "bugün vade, vade bugün",
    Cue.REASON: "çünkü",
    Cue.INSTEAD: "yerine",
    Cue.AFTER: "sonra da",
    Cue.TWO_THIRDS: "üçte ikisi, üçte ikisini, üçte iki",
    Cue.THREE_QUARTERS: "dörtte üçü, dörtte üçünü",
    Cue.FIFTH: "beşte biri, beşte birini",
}
WORDS = spelled(_LISTED, from_capitals, bare)
