"""Indonesian, and Malay where its traders say it otherwise."""

from core.signals.cues import Cue

WORDS: dict[Cue, str] = {
    Cue.LONG: """posisi long, posisi beli, open long, ambil long, long dulu, kita long, masuk long, long di,
        long posisi""",
    Cue.SHORT: """posisi short, posisi jual, open short, ambil short, short dulu, kita short, masuk short, short di,
        short posisi""",
    Cue.BUY: """beli, membeli, sinyal beli, order beli, hajar kanan, haka, serok, cicil beli, nyerok, borong, antri
        beli, antri buy, op buy, open buy, kita beli, pembelian, ambil buy, entry buy, belian""",
    Cue.SELL: """jual, menjual, sinyal jual, order jual, hajar kiri, haki, op sell, open sell, kita jual, antri jual,
        antri sell, penjualan, ambil sell, entry sell, jualan""",
    Cue.BUY_STOP: "beli stop, stop beli, order buy stop",
    Cue.SELL_STOP: "jual stop, stop jual, order sell stop",
    Cue.ENTRY: """masuk, area masuk, harga masuk, zona masuk, area entry, entri, area beli, titik masuk, level masuk,
        harga beli, harga jual, zona beli, zona jual, area buy, area sell, area jual, harga entry,
        harga entri, zona entry, zona buy, zona sell, range entry, range buy, range beli, titik
        entry, kita masuk, saya masuk, masuk di, masuk posisi, masuk pasaran, harga kemasukan, titik
        kemasukan, kemasukan, zon entry, zon masuk, zon beli, zon jual, zon buy, zon sell, harga
        buka, antri di, antri, pasang antrian, buka posisi, buka di, op di, open posisi, entry point
        di, titik entri, kawasan masuk""",
    Cue.TARGET: """targetnya, tpnya, ambil untung, ambil profit, sasaran, target jual, target harga, target profit, target untung,
        sasaran harga, harga sasaran, area tp, area target, target pertama, target kedua, target
        ketiga, take provit, titik tp, level tp, harga tp, sasaran untung, target keuntungan, ambil
        keuntungan, jual di, target naik, target turun""",
    Cue.STOP: """stoplossnya, batas rugi, stop rugi, had rugi, had kerugian, batas kerugian, henti rugi, hentikan kerugian, potong
        rugi, cut los, cutlos, potong kerugian, titik stop, level stop, batasi kerugian, batasi
        risiko di, sl nya, slnya, stopnya, stop nya, stoploss di, sl di, stop loss di, stop di, cl
        di, cutloss di, cut loss jika, cutloss jika, cut loss bila, cutloss bila, sl
        jika, invalid jika, stop loss nya, paras rugi, ayat stop, sl ketat""",
    Cue.TRAIL: "trailing di, trailing stop di, stop berjalan, trailing pakai, sl plus trailing",
    Cue.MARKET: """di sini, disini, sekarang, harga pasar, pasar, harga sekarang, harga saat ini, saat ini, langsung, di harga sekarang,
        harga pasaran, harga semasa, sekarang juga, skrg, skrng, skarang, sekarang ni, harga market,
        market sekarang, langsung masuk, langsung gas, gas sekarang, masuk sekarang, instan,
        instant, dari sini, hajar, hajar aja, running price, harga terkini""",
    Cue.LIMIT: "ordernya, limitnya, pendingnya, order limit, order tertunda, tertunda, pending di, limit di, pasang limit, tungguan",
    Cue.ABOVE: """di atas, diatas, tembus, jika tembus di atas, breakout di, break di atas, melewati, menembus, tembus
        ke atas, atas dari, melepasi, bila tembus, tembus harga""",
    Cue.BELOW: """di bawah, dibawah, tembus ke bawah, break di bawah, bawah dari, tembus bawah, jebol, jebol di bawah,
        turun di bawah""",
    Cue.BREAK: "penembusan, tembusan",
    Cue.LEVERAGE: """daya ungkit, leverage maks, leverage maksimal, leveraj, leverage nya, levarage, leverage di,
        laverage""",
    Cue.ISOLATED: "terisolasi, margin terisolasi, isolasi, mode isolated, terasing",
    Cue.CROSS: "margin silang, mode cross, silang",
    Cue.RISK: """risiko, resiko, risiko per trade, risiko maksimal, resiko per trade, resiko maksimal, risiko maks,
        risikokan, risiko setiap trade""",
    Cue.SIZE: """modal, dari modal, dana, dari dana, dari portofolio, portofolio, portfolio anda, dari saldo, saldo,
        dari akun, ukuran posisi, ukuran lot, alokasi, alokasikan, pakai modal, gunakan modal,
        jumlah modal, dari balance, dari ekuitas, baki, dari total modal, investasi, dari porto,
        porto, dari baki""",
    Cue.QUANTITY: "jumlah, jumlah lot, kuantitas, kuantiti, jumlah unit",
    Cue.RATIO: "rasio, rasio risiko, risk reward ratio, rasio rr, risiko imbalan, rasio r r, nisbah",
    Cue.LABEL: """kerangka waktu, bursa, akurasi, support di, resisten, resistance di, resistan, sokongan, rintangan,
        waktu, periode, grafik, tf di, probabilitas, kepercayaan, biaya, sinyal nomor, sinyal no,
        tempoh, harga terakhir, harga tertinggi, harga terendah, kapitalisasi""",
    Cue.TO: "sampai, hingga, ke, sampe, s d, sd, menuju, sampai dengan, sehingga, menjadi, jadi, kepada",
    Cue.AND: """dan, atau, lalu, kemudian, terus, serta, trus, selepas itu, setelah itu, lepas tu, juga, dn, pastu,
        sambil, sekaligus""",
    Cue.AT: """pada, dari, sekitar, kisaran, di harga, di area, di kisaran, di sekitar, harga, seharga, sktr,
        dekat, kurang lebih, di level, dekat dengan, sekitaran, rata rata, harga rata rata, average
        di, avg di, di kawasan, di zona, daripada, di zon""",
    Cue.ZONE: """zona, antara, rentang, kisaran harga, zon, kawasan, di antara, diantara, zona demand, zona supply,
        area demand, area supply""",
    Cue.LADDER: """cicil, dicicil, cicil di, bertahap, secara bertahap, averaging di, average down di, layer 1, layer
        kedua, masuk bertahap, entry bertahap, entry kedua, nyicil, avg down di,
        layering""",
    Cue.TIMES: "kali, kali lipat",
    Cue.THOUSAND: "ribu, rb",
    Cue.UNITS: "lembar, saham, kontrak, unit, keping, lot saham",
    Cue.CENTS: "poin, pip nya, mata",
    Cue.DOLLARS: "dolar",
    Cue.RUNNER: """biarkan jalan, biarkan lari, biarkan running, biarkan profit lari, hold sisanya, biar lari, biarkan,
        terbuka, sisanya biarkan, tahan sisanya, lepas, to the moon, biar jalan""",
    Cue.CANDLE: """menutup minggu, menutup pekan, ditutup di level, tutup pekan ini, lilin, candle tutup, penutupan candle, tutup candle, penutupan, penutupan di bawah, penutupan di
        atas, close candle, candle close di, tutup di bawah, tutup di atas, tutup bawah, tutup atas,
        close di bawah, close di atas, closing di bawah, closing di atas, penutup, ekor, bulanan,
        per jam""",
    Cue.FRAME: """harian, penutupan harian, mingguan, penutupan mingguan, close harian, candle harian, tutup harian""",
    Cue.FILL: """sinyalnya, kejemput, tidak kejemput, ga kejemput, gak kejemput, belum kejemput, tidur, ditutup turun, ditutup naik, ditutup melemah, ditutup menguat, dibuka turun, dibuka naik, jgn rakus, jangan rakus, jangan maruk, jgn maruk, jgn serakah, jangan fomo, jgn fomo, jangan lupa, jgn lupa, gak usah buru-buru, jgn telat, jgn over lot, jangan over lot, tim, sebelum, jalan, tenang, jangan panik, jangan serakah, sementara, untuk sekarang, buat hari ini, buat jaga-jaga, demi keamanan, seperti biasa, sesuai rencana, sesuai plan, banyak, hampir, terlalu, keren, cakep, besar, bang, kanal, akhir pekan, berita, kan, lagi dong, pas, udahan, ada news, ada berita, ada rilis, yang, untuk, dengan, ini, itu, sinyal, pertama, kedua, dulu, ketiga, keempat, terakhir, ya, yah,
        yuk, ayo, nih, sih, deh, dong, kok, lah, pun, aja, saja, sahaja, je, jer, tu, ni, lagi, lg,
        sudah, udah, sdh, telah, masih, sedang, akan kita, kita, kami, saya, aku, gue, gw, anda,
        kamu, kalian, mereka, dia, nya, para, semua member, teman, teman teman, kawan, kawan kawan,
        rekan, rekan rekan, sahabat, sobat, gaes, guys semua, gan, agan, bro, sis, bosku, bos, pak,
        tuan, korang, semua orang, anggota, keluarga, grup, traders, komunitas, selamat pagi,
        selamat siang, selamat sore, selamat malam, selamat petang, pagi, siang, sore, malam, salam,
        assalamualaikum, halo, hai, hello semua, terima kasih, terimakasih, makasih, tolong, harap,
        mohon, silakan, silahkan, sila, perhatian, penting, informasi, pengumuman, update sinyal,
        sinyal baru, signal baru, setup baru, posisi baru, ide, ide trading, idea trading, analisa,
        analisis, strategi, rencana trading, trading hari ini, hari ini, hari, malam ini, siang ini,
        sore ini, pagi ni, hari ni, isyarat, jangka pendek, jangka panjang, jangka menengah, kripto,
        koin, spot, futures, saham hari ini, indeks, emas dan, pasangan mata uang, manajemen risiko,
        manajemen resiko, money management, mm, kelola risiko, atur risiko, atur mm, jaga mm, jaga
        mm masing masing, gunakan mm, pakai mm, urus risiko, pengurusan risiko, mm masing masing,
        masing masing, risiko rendah, risiko sedang, risiko tinggi, resiko rendah, resiko tinggi,
        resiko sedang, low risk aja, bukan saran keuangan, bukan nasihat keuangan, bukan ajakan,
        bukan ajakan beli, bukan ajakan membeli, bukan ajakan jual beli, bukan rekomendasi, bukan
        saran investasi, bukan nasihat kewangan, disclaimer on, disclaimer, do, dyor ya, resiko
        ditanggung sendiri, risiko ditanggung sendiri, risiko sendiri, risiko tanggung sendiri,
        tanggung jawab sendiri, semoga cuan, semoga profit, semoga berhasil, semoga, sukses, salam
        cuan, salam profit, good luck ya, kecil, kecil saja, kecil aja, lot kecil, modal kecil,
        sedikit saja, ringan, cepat, nilai, tingkat, level nya, maks, maksimal, maksimum, max ya,
        minimal, minimum, hanya, cuma, cukup, pakai, pake, gunakan, guna, pasang sl wajib, wajib,
        wajib pakai, wajib sl, tanpa sl, tanpa stop loss, tanpa stop, bagi yang, bagi, buat, buat
        yang, yg, utk, dgn, tp nya, dlm, dalam, supaya, agar, kerana, sebab, jadi kita,
        bagus, mantap, sip, oke, ok, okay, baik, siap siap, akhir, awal, lain, lainnya, dua, tiga,
        empat, lima, satu, sebuah, seperti, sangat, banget, sekali, lebih, kurang, memang, mau, nak,
        boleh, bisa, dapat, bole, leh, dah, tapi, tetapi, namun, aman, santai, sabar, biar, biar
        aman, demi, sisi, arah atas, arah bawah, momen, momentum, sama sama, bareng, bersama, ikut,
        ikuti, yang masih, yang sudah, yang udah, yang mau, siapa yang mau, pendek, panjang, segera,
        tadi pagi masuk""",
    Cue.PAIR: """koin apa, pasangan, pasangan mata uang nya, simbol, instrumen, aset, mata uang, kode saham, kode,
        saham pilihan, kaunter, kaunter pilihan""",
    Cue.SIDE: """arah, jenis, tipe, jenis order, tipe order, jenis posisi, tipe posisi, bias nya, hala, mode margin,
        tren""",
    Cue.MOVE: """rubah, set, ketatin, amankan sl, update, geser*, geser, pindah*, pindah, pindahkan, naikkan, turunkan, pasang, ubah, naikin, turunin,
        geserin, pindahin, naik ke, turun ke, digeser, dipindah, dinaikkan, diturunkan, diubah,
        dipasang, ganti, diganti, ubahlah, revisi, direvisi, ketatkan, rapatkan, set ke, taruh,
        taro, letak, letakkan, alih, alihkan, kunci, kunci di, amankan di, kita geser, kita pindah,
        tarik ke, tukar, pinda, sesuaikan, perbarui, gerakkan, adjust ke, angkat, tarik""",
    Cue.NEW: "baru, terbaru, sekarang jadi, menjadi baru, koreksi, ralat, yang baru",
    Cue.CLOSE: """lepas semua, cut aja, cut dulu, tutup aja, sudahi, udahan aja, tutup*, tutup, keluar, menutup, ditutup, tutup posisi, tutup dulu, close dulu, close aja, close
        saja, keluar dulu, keluar posisi, kita keluar, kita tutup, kita close, saya
        tutup, saya close, likuidasi semua, cabut, kabur, cabut dulu, out dulu, exit dulu, jual
        semua, tutup manual, close manual, saya keluar, keluarkan, tutupkan, cut manual, buang
        semua, buang""",
    Cue.EXIT: """sudah keluar, udah keluar, sudah close, sudah jual, udah jual, sudah out, dah keluar, dah close, dah
        tutup, saya sudah tutup, sudah tutup""",
    Cue.TRIM: """ambil dulu, ambil, amanin, amanin sebagian, kurangin, cicil jual, bungkus sebagian, amankan, amankan profit, amankan sebagian, ambil profit sebagian, ambil untung sebagian, ambil
        sebagian, tp sebagian, tp parsial, parsial, tutup parsial, close parsial, tutup sebahagian,
        close sebahagian, kurangi, dikurangi, kurangi posisi, kurangkan, jual sebagian, jual
        sebahagian, tutup sebagian, close sebagian, realisasi, realisasikan, kantongi, kantongi
        profit, ambil profit dulu, ambil untung dulu, tp dulu, ambil sikit, kunci profit sebagian,
        kunci untung""",
    Cue.HALF: """setengah, separuh, separo, setengahnya, separuhnya, setengah posisi, separuh posisi, separo posisi,
        1/2 posisi""",
    Cue.THIRD: "sepertiga, sepertiganya, satu per tiga, satu pertiga",
    Cue.QUARTER: "seperempat, seperempatnya, satu per empat, suku, satu perempat",
    Cue.PART: "sebagian, sebahagian, sebagiannya, sedikit, sedikit profit, beberapa, sikit, sebagian posisi",
    Cue.ALL: """semua, seluruh, semuanya, seluruhnya, total semua, kesemua, semua sekali, full close, sepenuhnya,
        habis""",
    Cue.REST: "setengahnya lagi, sisa lot, sisa, sisanya, sisa posisi, selebihnya, bakinya, baki posisi, yang tersisa",
    Cue.CANCEL: """hapusin, tarik pending, nggak jadi, invalid, tidak tersentuh, belum tersentuh, gak ke trigger, batal*, batal, batalkan, dibatalkan, hapus, dihapus, hapuskan, hapus order, hapus pending, hapus
        limit, batalin, cancel dulu, cancel order, cancel aja, cancel saja, dicancel, cabut order,
        cabut antrian, cabut pending, cabut limit, tarik order, buang order, buang pending, padam,
        padamkan, padam order, tidak valid, tidak berlaku, ga valid, gak valid, sudah tidak valid,
        tidak valid lagi, tak valid, tak sah, jangan masuk, jangan masuk lagi, jangan entry, jangan
        beli, jangan jual, jangan ambil, abaikan, abaikan sinyal, abaikan sinyal ini, abaikan
        signal, lupakan, ga jadi, gak jadi, tidak jadi, tak jadi, kadaluarsa, sinyal batal, setup
        batal, hangus, skip dulu, skip aja, tiada lagi sah""",
    Cue.ADD: """cicil lagi, akumulasi lagi, tambah*, tambah, nambah, tambahkan, tambahin, tambah posisi, tambah muatan, averaging, average down,
        avg down, beli lagi, jual lagi, top up lagi, dobel, double lagi, nambah posisi, nambah
        muatan, beli tambahan, kita tambah""",
    Cue.REENTER: """re-entry, reentry, coba lagi, ambil lagi, percobaan kedua, masuk lagi, entry lagi, masuk kembali, entry ulang, masuk ulang, re entry lagi, buka lagi, open
        lagi, masuk semula, entry semula, buka semula, reentri, beli kembali""",
    Cue.BREAKEVEN: """di entry, sl plus, titik impas, impas, balik modal, ke entry, ke harga entry, ke harga masuk, ke titik masuk, ke titik
        entry, ke harga beli, harga modal, ke harga modal, ke modal, titik masuk awal, tanpa risiko,
        bebas risiko, bebas resiko, tanpa resiko, ke bep, ke be, ke breakeven, ke break even, pulang
        modal, ke titik impas, ke impas, risiko nol, balik harga, ke area entry, ke level entry,
        titik pulang modal, ke harga kemasukan, ke entri, be plus""",
    Cue.SAME: """masih pegang, sama, tetap, tetap sama, sl sama, tp sama, target sama, tidak berubah, tak berubah, masih sama,
        tahan, hold dulu, masih hold, kekal, kekalkan, pertahankan, sl tetap, tp tetap, biarkan sl,
        ditahan, tp kekal""",
    Cue.UPDATE: "pembaruan, kemaskini, update posisi",
    Cue.POSITION: """posisi, posisi terbuka, posisi ini, order ini, orderan, order, posisinya, posisi yang, trade ini,
        trade terbuka, posisi berjalan, sinyal ini, signal ini, muatan, pesanan, order pending,
        pending order, transaksi, kedudukan, yang floating, posisi floating""",
    Cue.LONGS: """semua long, semua buy, posisi long semua, semua posisi buy, semua posisi long, semua posisi beli,
        buy semua, long semua""",
    Cue.SHORTS: """semua short, semua sell, posisi short semua, semua posisi sell, semua posisi short, semua posisi
        jual, sell semua, short semua""",
    Cue.RESULT: """tercapai, kena, cuan, tersentuh, kesentuh, profit semua, kena tp, kena sl, kena stop, sudah kena,
        udah kena, terkena, hit semua, tp hit semua, untung, rugi, kerugian, keuntungan, hasil,
        hasilnya, rekap, rangkuman, ringkasan, laporan, selamat buat, tahniah, selamat untuk,
        mantul, dapat tp, loss hari ini, menang, kalah, profit mingguan, dapet, sampai target, sudah
        tercapai, meluncur, terbang, cuan gede, pecah telur, ke tp, tembus tp, win semua, sentuh,
        disentuh, total profit, full tp, profit bersih, berjaya, kasi tp""",
    Cue.PAST: """kemarin, minggu lalu, tadi, kemaren, kmrn, semalam, semalem, bulan lalu, tahun lalu, kelmarin, lalu
        kita, tadi pagi, tadi malam, tadi siang, minggu lepas, bulan lepas, sebelumnya, sebelum ini,
        dulu pernah, pernah, waktu itu, dahulu, hari senin, hari jumat kemarin, dua hari lalu, yang
        lalu, jumat lalu, senin lalu, ingat""",
    Cue.CONDITION: """tiap kali, jika, kalau, bila, apabila, kalo, klo, kl, seandainya, andai, asalkan, selama, setelah, begitu,
        saat, ketika, jikalau, sekiranya, asal, apabila harga, jika harga, kalau harga, baru masuk,
        tunggu sampai, sampai ada, kecuali, setiap kali""",
    Cue.HEDGE: """katanya, bilang, kata, grup sebelah, grup lain, mungkin, kayaknya, sepertinya, tunggu, pantau, keknya, kayanya, menunggu, nunggu, memantau,
        dipantau, pantengin, pantau dulu, wait dulu, wait and see, perhatikan, amati, kira kira,
        barangkali, agaknya, rasanya, menurut saya, menurut gw, perkiraan, prediksi, potensi,
        berpotensi, kemungkinan, bakal, akan, rencana, rencananya, berencana, pengen, ingin, pingin,
        harapan, berharap, harap harap, besok, minggu depan, nanti, ntar, bentar lagi, sebentar
        lagi, segera hadir, esok, akan datang, siap siap dulu, bersiap, bersedia, watchlist dulu,
        menarik, tertarik, pertimbangkan, skenario, seharusnya, nonton, nonton dulu, pikir pikir,
        mikir, wkwk, wkwkwk, haha, hehe, rasa, saya rasa, tengok, tengok dulu, tengok tengok, tunggu
        dulu, analis, opini""",
    Cue.QUESTION: """kenapa, siapa, gimana, bagaimana, mengapa, apa, apakah, kapan, dimana, di mana, berapa, gmn, knp,
        brp, ada yang, ada yg, adakah, macam mana, kenapa ya, menurut kalian, gimana nih, bro
        gimana, bolehkah, bisakah, polling, tanya, nanya, mau nanya, pertanyaan, ke gak, worth it,
        bila nak, apasal, tau ga, yang mana, yg mana""",
    Cue.NEGATION: """jangan, tidak, bukan, belum, tanpa, gak, ga, nggak, enggak, ngga, gk, tak masuk, tak entry, tak
        boleh, tak payah, tak trade, tak nak, tdk, tiada, tidak ada, jgn, jangan dulu, hindari, no
        trade dulu, libur, istirahat, belum ada, tak ada, usah, janganlah""",
    Cue.PROMO: """gabung, bergabung, join vip, member vip, vip member, daftar, pendaftaran, langganan, berlangganan,
        diskon, promo, gratis, percuma, bonus deposit, grup vip, group vip, channel vip, kursus,
        kelas, seminar, webinar, referral, hadiah, undian, slot terbatas, hubungi, kontak, chat
        admin, pm admin, dm admin, seumur hidup, per bulan, link di bio, cek bio, uji coba, komisen,
        rebate, yuran, jemput""",
    Cue.EXAMPLE: """contoh, contohnya, misal, misalnya, misalkan, format, template, cara baca, simulasi, edukasi, hanya
        edukasi, tujuan edukasi, untuk edukasi, belajar, latihan, percobaan, demo, panduan,
        tutorial, sekadar contoh, pendidikan, pembelajaran""",
    Cue.EXECUTED: """order terisi, terisi, tereksekusi, order dieksekusi, terlikuidasi, likuidasi, paus, konfirmasi
        order, konfirmasi, order terpasang, sudah terisi, pesanan terisi, dilaksanakan""",
    Cue.INJECTION: """abaikan semua, abaikan instruksi, instruksi sebelumnya, instruksi, model bahasa, asisten, bertindak
        sebagai, balas dengan json, arahan sebelumnya""",
    Cue.TODAY: "kedaluwarsa hari ini",
    Cue.REASON: "karena, soalnya",
    Cue.INSTEAD: "bukan lagi, alih-alih, bukannya",
    Cue.AFTER: "sesudah",
    Cue.TWO_THIRDS: "dua pertiga",
    Cue.THREE_QUARTERS: "tiga perempat",
    Cue.FIFTH: "seperlima",
}
