"""Words by which a sentence beside a trade tells that it is not simply the provider's own (see `around.py`).

They are the closed classes of a language: persons other than the speaker, denials, what is not real,
        what is talked
about, what is over; few of them can be missing. A `*` ends a beginning, a `_` stands for a space.
        Chinese and Japanese
words are looked for anywhere, as are Hindi ones in their own letters. Lower case; accents make no difference.
"""

OTHERS = {
    "en": """he she his her hers they their theirs he's she's they're they've someone* somebody* others
        another other else elsewhere
        a_friend my_friend friend_of friend's friends' best_friend buddy pal cousin* uncle* aunt* my_brother*
        my_sister* father* dad* mother* mom* wife* husband* brother-in-law
        grandpa grandma neighbo* colleague* coworker* co-worker* boss* roommate* barber* dentist* a_member*
        our_member* some_member*
        member_of* member's a_subscriber* a_student* student_of* student's my_student* a_follower* follower's
        one_follower*
        a_user* user's another_user* a_viewer* a_reader* reader's a_listener* competitor* competing rival* guru*
        influencer*
        youtuber* streamer* tweet* twitter reddit* youtube tiktok instagram facebook whatsapp newsletter*
        magazine newspaper
        article* podcast* forum* chatgpt a_guy this_guy that_guy some_guy guy_on guy_from dude some_* one_of_*
        random* stranger*
        a_trader trader_from trader_on_* fellow_trader* some_people people_are people_say the_internet online
        the_web anonymous credit_to credits_to
        source_: courtesy taken_from comes_from came_from straight_from per_the according_to hat_tip h/t in_his
        in_her""",
    "es": """el_dice ella ellos ellas suyo suya alguien otro otra otros otras un_amig* mi_amig* amigo_de
        del_amigo mi_primo un_primo mi_prima cuñad* vecin* herman* colega*
        compañer* un_miembro un_usuario un_seguidor un_alumno alumn* un_suscriptor un_tipo un_trader ajen*
        de_terceros gurú*
        influencer* competencia según de_internet de_twitter de_youtube en_twitter en_youtube foro vist* encontr*
        tomad*_de
        me_lo_* me_la_* novia novio jefe un_chico un_conocid*""",
    "pt": """ele ela eles elas dele dela deles alguém outro outra outros outras um_amig* meu_amig*
        minha_amiga amigo_meu do_amigo meu_primo um_primo cunhad* vizinh* irmão irmã
        colega* um_membro um_usuário um_seguidor um_aluno alun* um_inscrito um_cara um_trader alhei* de_terceiros
        guru*
        influenc* concorren* segundo_o segundo_a da_internet do_twitter do_youtube no_twitter no_youtube fórum
        vi_no vi_em vi_isso vi_essa vi_num achei encontr*
        um_conhecid* chefe namorad* sogr*""",
    "fr": """il_est elle ils elles leur leurs quelqu'un autrui un_autre une_autre d'autres autre autres ami
        amie un_ami copain cousin* beau-frère
        voisin* frère soeur collègue* un_membre un_abonné un_élève un_étudiant un_utilisateur un_gars un_type
        un_trader gourou*
        influenceur* concurren* selon_* d'après* sur_twitter sur_youtube forum* vu_sur vue_sur trouvé* repéré*
        chez_un belle-mère
        mon_patron du_voisin emprunt*""",
    "de": """er_ist sie_ist sein_* seine* ihr_trade ihre* jemand* anderer anderen anderes andere freund*
        kumpel* cousin* schwager*
        nachbar* bruder* schwester* kolleg* mitglied* abonnent* ein_nutzer schüler* ein_user ein_typ ein_trader
        fremd* guru*
        influencer* konkurren* laut_* bei_twitter auf_twitter auf_youtube aus_dem_netz forum* gesehen gefunden
        entdeckt bekannt*
        vom_chef schwieger* von_einem von_einer""",
    "it": """lui lei loro qualcuno altri altro altra altre un_amic* mio_amic* mia_amica amico_di dell'amico
        cugin* cognat* vicin* fratello sorella collega* un_membro un_utente
        un_abbonato uno_studente un_tizio un_trader altrui guru* influencer* concorren* secondo_il secondo_un
        su_twitter su_youtube
        forum* visto vista trovat* preso_da presa_da suocer* un_conoscente mio_cugino""",
    "ru": """он она они его её ей ему им их кто-то кто_то кому-то некто другой другого другая другие других
        чуж* друг друга
        приятел* знаком* сосед* брат* кузен* дяд* тёщ* тещ* шурин* свояк* коллег* участник* подписчик* ученик*
        пользовател*
        гуру блогер* инфлюенсер* конкурент* какой-то какого-то одного_из один_из чей-то по_словам в_твиттере
        из_твиттера на_ютубе из_интернета
        форум* увидел* нашёл нашел нашли встретил* попалось попалась прислал* начальник* посторонн* стырил* спёр*
        источник""",
    "uk": """він вона вони його її їй йому їх хтось комусь інший іншого інша інші інших чуж* друг друга
        приятел* знайом* сусід* брат*
        дядьк* тещ* колег* учасник* підписник* учень учня користувач* гуру блогер* конкурент* якийсь якогось
        одного_з один_з чийсь
        за_словами у_твіттері з_твіттера на_ютубі з_інтернету форум* побачи* знайшов* знайшл* трапил* надісла*
        начальник* сторонн* джерело""",
    "tr": """onun onlar onların birisi biri başka diğer arkadaşım* arkadaşın* bir_arkadaş* dostum* kuzen*
        enişte* komşu* kardeş* abim amca* dayım kayınpeder* kayınço*
        iş_arkadaş* meslektaş* bir_üye* üyemiz* bir_takipçi* takipçi* öğrenci* bir_kullanıcı* bir_trader*
        fenomen* guru* rakip*
        twitter'da twitter'dan twitterda internette internetten youtube'da forum* gördüm gördük buldum bulduk
        yabancı* patron*
        göre alıntı* kaynak""",
    "id": """dia_bilang dia_masuk dia_buka dia_ambil kata_dia punya_dia mereka seseorang orang_lain lain
        teman* kawan* sepupu* ipar* tetangga* paman* om_saya adik* kakak_saya rekan* anggota
        seorang_* salah_satu pengikut murid* pengguna guru* influencer* pesaing* saingan* kompetitor* menurut
        katanya kata_* di_twitter dari_twitter
        di_youtube internet forum* lihat_di nemu* ketemu* dapat_dari dapet_dari bos_saya mertua* sebelah
        punya_orang punya_teman sumber""",
    "vi": """anh_ấy cô_ấy ông_ấy họ ai_đó người_khác kênh_khác nhóm_khác bạn_tôi bạn_mình bạn_thân một_người
        một_bạn thành_viên học_viên đồng_nghiệp hàng_xóm
        anh_họ em_họ anh_trai anh_rể chú_tôi bác_tôi sếp khác đối_thủ theo_lời nghe_nói trên_twitter trên_mạng
        trên_youtube từ_mạng diễn_đàn thấy_trên
        tìm_thấy lượm nhặt_được xin_được của_người của_anh_* của_bạn_* của_ông_* nguồn mẹ_vợ sưu_tầm""",
    "hi": """uska uski uske unka unki unke usne unhone wo_log dusre_ka dusre_group dusre_channel kisi_*
        koi_aur dost_ka dost_ne dost_ki ek_dost yaar_ka bhai_ka bhaiya_ka padosi* chacha* mama_ji
        jija* cousin* boss_ka colleague* member_ka member_ne student* ek_bande ek_banda ek_trader guru*
        influencer* twitter_pe twitter_se youtube_pe
        net_pe internet_se mila_hai dekha bataya bola_tha bol_raha उसका उसकी उनका उनकी उनके किसी दोस्त दूसर
        पड़ोसी चाचा जीजा सहकर्मी सदस्य छात्र उसने
        उन्होंने वह""",
    "ar": """هو هي هم له لها صديق* صاحبي* زميل* جار* أخي ابن_عم* ابن_خال* عمي خالي مديري شخص* أحدهم احدهم
        أحد_* احد_* عضو* متابع* طالب* مستخدم* غيري غيرنا
        آخر أخرى اخرى آخرين منافس* قناة_أخرى مجموعة_أخرى بعض_* حسب_* وفق* تويتر يوتيوب الانترنت منتدى رأيت*
        شاهدت* وجدت* لقيت* منقول* نقلا مصدر* قال* يقول*
        زوجتي صهري نسيبي""",
    "fa": """او ایشان آنها اونا آن‌ها دوستم دوست_من از_دوستان یکی_از رفیقم همکار* همسایه* برادرم داداشم
        پسرعم* پسرخال* عموی* دایی* رئیس* کسی یکی_از یه_نفر یک_نفر شخص* عضو* کاربر*
        شاگرد* دنبال‌کننده* دیگر* دیگه غریبه* رقیب* رقبا کانال_دیگ* گروه_دیگ* طبق_* به_گفته* توییتر یوتیوب
        اینترنت فروم دیدم پیدا_کردم منبع* منقول گفته*
        میگه می‌گوید باجناق*""",
    "zh": """他 她 别人 別人 有人 某人 某位 其他 其它 另一 另外一 别的 別的 朋友 同事 邻居 鄰居 表哥 表弟 舅 叔叔 姐夫 老板 老婆 群友 群里有 有个人 有個人 网友 網友 粉丝 粉絲
        学员 學員 学生 會員朋友 会员发 會員發 用户 隔壁 同行 对手
        博主 网红 網紅 大v 推特 微博 知乎 论坛 論壇 网上 網上 油管 据说 據說 听说 聽說 转载 轉載 转自 轉自 转发 轉發 搬运 搬運 来源 來源 出自 看到 发现的 發現的 偷来 借用""",
    "ja": """彼 他人 他の 他社 別の 誰か 友人 友達 同僚 隣人 隣の いとこ 従兄 叔父 兄が 弟が 義兄 義弟 上司 先輩 後輩 知人 知り合い 会員さん 会員から メンバーさん メンバーから
        フォロワー 生徒 受講生 ユーザー ライバル
        競合 ツイッター ユーチューブ ネットで ネットの 掲示板 フォーラム によると だそう らしい 転載 引用 出典 元ネタ 拾い物 見つけた 見かけた 妻の 夫の 某""",
    "ko": """그가 그의 그녀 그분 누군가 누가 다른 남의 타인 타채널 타방 옆방 친구 동료 이웃 사촌 삼촌 매형 처남 형이 동생이 상사 지인 선배 후배 회원님 회원분 멤버가 구독자
        팔로워 학생 수강생 유저 경쟁 라이벌
        트위터 유튜브 인터넷 커뮤니티 포럼 카페에서 따르면 라던데 랍니다 래요 퍼온 펌글 출처 인용 발견 어떤 아내 남편""",
}

UNREAL = {
    "en": """would wouldn't could couldn't might maybe perhaps suppos* imagin* pretend* hypothe* theor*
        academic* illustrat* demonstrat*
        example* sample* demo* paper papertrad* paper-trad* simulat* simulator virtual mock dummy fake* fiction*
        fictitious made-up made_up invented glitch* bug mistake* error* wrong overlook* exercis*
        quiz* puzzle* riddle* test tests tested testing game joke* joking kidding prank* meme* parody satir*
        backtest* back-test* replay* archiv* throwback*
        flashback* lesson* tutorial* textbook* classroom class workshop* syllabus lecture* course training
        practice practise practicing template* format draft* placeholder*
        case_study study studies journal* diary review* contest* competition* challenge_entry bet poll* survey*
        experiment* dream* wish* if_i if_we if_you_had if_only
        were_to i'd we'd they'd he'd screenshot* printscreen old outdated stale historic* not_live unreal
        nonexistent thought_experiment what_if lmk you'd not_real
        sandbox testnet dry_run dry-run rehearsal beta trial_run drill trivia sarcas* ironic* irony""",
    "es": """sería seria podría habría hubiera hubiese si_tuviera supong* imagin* hipotét* teóric* teoría
        académic* ilustr* demostr* ejempl* muestra
        demo papel simul* virtual ficti* inventad* ejercicio* tarea deberes prueba pruebas juego broma* chiste*
        parodia backtest* archivo* lección clase
        curso taller plantilla formato borrador estudio diario repaso concurso apuesta encuesta experimento sueño
        captura viej* antigu* histór* ficción
        adivinanza acertijo quizás quizas tal_vez ojalá práctica practicar entrenamiento ensayo""",
    "pt": """seria poderia teria tivesse fosse supon* imagin* hipotét* teóric* teoria acadêmic* ilustr*
        demonstr* exemplo* amostra demo papel simul* virtual fictíci*
        inventad* exercício* tarefa lição teste testes testando brincadeira piada paródia backtest* arquivo* aula
        curso oficina modelo formato rascunho estudo estudos diário revisão
        concurso aposta enquete experimento sonho print antig* velh* históric* ficção charada talvez quem_sabe
        oxalá prática praticar treino ensaio""",
    "fr": """serait pourrait aurait aurais ferais prendrais serais si_j'avais supposons imagin* hypoth*
        théor* académi* illustr* démonstr* exemple* échantillon démo papier
        simul* virtuel* fictif* fictive* inventé* exercice* devoir devoirs test tests jeu blague* plaisanterie
        parodie backtest* archive* leçon cours atelier modèle
        format brouillon étude* journal revue concours pari sondage expérience rêve capture vieux vieille ancien*
        histori* fiction devinette énigme peut-être
        entraînement pratique répétition bidon faux fausse""",
    "de": """wäre würde würden könnte hätte hätten möchte angenommen stell* hypothe* theor* akadem* illustr*
        demonstr* beispiel* muster demo* papier*
        simul* virtuell* fiktiv* erfunden* übung* hausaufgabe* test tests testweise spiel scherz* witz* parodie
        backtest* archiv* lektion* kurs unterricht workshop*
        vorlage format entwurf studie* fallstudie tagebuch rückblick wettbewerb* wette umfrage* experiment* traum
        screenshot* alt alte alter alten histor* rätsel
        vielleicht möglicherweise training trockenübung probe gedankenspiel gedankenexperiment unecht falsch*""",
    "it": """sarebbe potrebbe avrei avrebbe farei prenderei se_avessi suppon* immagin* ipote* teoric* teoria
        accademic* illustr* dimostr* esempio esempi campione demo
        carta simul* virtual* fittizi* inventat* esercizi* compito compiti test gioco scherzo scherz* barzelletta
        parodia backtest* archivio lezione corso
        laboratorio modello formato bozza studio diario revisione concorso scommessa sondaggio esperimento sogno
        schermata vecchi* antic* storic* indovinello forse
        magari allenamento pratica prova finto finta""",
    "ru": """так_выглядел* бы если_бы предположим допустим представьте представим гипотет* теорет* теории академич*
        иллюстрац* демонстр* пример* образец образц* демо* бумаг* бумажн*
        симул* виртуальн* фиктивн* вымышл* выдуман* упражнен* домашк* домашн*_зад* тест* игра игру шутк* шучу
        прикол* пароди* бэктест* бектест* архив* урок* курс
        курса занят* мастер-класс* шаблон* формат* черновик* изучен* исследован* дневник* обзор* разбор* конкурс*
        пари опрос* эксперимент* мечта* скриншот* скрин старый старая
        старое старую старого истори* загадк* викторин* возможно может_быть наверное учебн* обучен* тренировк*
        практик* репетиц* якобы понарошку ненастоящ*""",
    "uk": """би так_виглядав* так_виглядала якби припустимо уявімо уявіть гіпотет* теорет* теорії академ* ілюстрац* демонстр* приклад*
        зразок зразк* демо* папір папер* симул* віртуальн*
        фіктивн* вигадан* вправ* домашк* домашн*_завд* тест* гра гру жарт* прикол* пароді* бектест* архів* урок*
        курс занят* шаблон* формат* чернетк* вивчен* дослідж*
        щоденник* огляд* розбір розбор* конкурс* парі опитуван* експеримент* мрія скріншот* скрін старий стара
        старе стару істори* загадк* вікторин*
        можливо може_бути мабуть навчал* навчан* тренуван* практик* репетиц* нібито несправжн*""",
    "tr": """olsaydı olurdu alırdım girerdim satardım farz* diyelim varsayal* varsayım* hayal* teorik* teori
        akademik* örnek* örneğ* numune demo* kağıt* kâğıt*
        simül* sanal* kurgu* uydurma* egzersiz* alıştırma* ödev* test* oyun* şaka* espri* parodi* backtest*
        arşiv* ders* kurs* atölye* şablon* format* taslak*
        çalışma* günlük_tut* inceleme* yarışma* iddia* anket* deney* rüya* ekran_görüntü* eski* tarihi* bilmece*
        belki* muhtemelen antrenman* pratik*
        prova* sahte* deneme* gösterim* keşke""",
    "id": """seandainya andaikan andai misalkan misalnya misal umpama* hipotesis* hipotetis* teori* akademi*
        ilustrasi* demonstrasi* contoh* sampel* demo* kertas*
        simulasi* virtual* fiktif* karangan* latihan* pr tes uji* percobaan* permainan* bercanda* candaan*
        lelucon* parodi* backtest* arsip* pelajaran* kursus*
        kelas templat* format* draf* studi* jurnal* ulasan* lomba* kontes* taruhan* polling* eksperimen* mimpi*
        tangkapan* lama usang* sejarah* teka-teki kuis* mungkin
        barangkali praktik* praktek* belajar* pura-pura* bohongan palsu""",
    "vi": """giả_sử giả_dụ giả_định giả_như nếu_tôi nếu_mình lý_thuyết học_thuật minh_họa minh_hoạ ví_dụ
        lệnh_mẫu bài_mẫu demo* trên_giấy mô_phỏng ảo hư_cấu bịa bài_tập
        thử_nghiệm kiểm_tra trò_chơi đùa nói_đùa chế backtest* lưu_trữ bài_học khóa_học khoá_học lớp_học bản_nháp
        nghiên_cứu nhật_ký ôn_lại cuộc_thi cá_cược
        khảo_sát thí_nghiệm giấc_mơ ảnh_chụp cũ lịch_sử câu_đố có_lẽ có_thể_là thực_hành luyện_tập tập_luyện
        giả_vờ không_thật đố_vui""",
    "hi": """hota_to hoti_to agar_main agar_hum maan_lo man_lo maano farz_karo socho sochiye kalpana theory
        theoretical* udaharan* example* misaal* demo* paper
        kaagaz* virtual* nakli farzi jhooth* exercise* homework test testing game mazak* majak* joke* backtest*
        archive* purana purani purane lesson* class
        course practice* abhyas* template* format* study padhai journal* contest* quiz* paheli experiment* sapna
        screenshot* shayad ho_sakta kaash
        उदाहरण काल्पनिक सैद्धांतिक डेमो पेपर नकली फर्जी अभ्यास होमवर्क टेस्ट मज़ाक मजाक बैकटेस्ट पुरान पुराना
        पुरानी सबक क्लास कोर्स प्रयोग शायद अगर मान_लो मान_लीजिए कल्पना पहेली
        प्रतियोगिता सीखने पढ़ाई अध्ययन""",
    "ar": """لو لكنت كنت_سأ* افترض* لنفترض تخيل* فرضا فرضي* افتراض* نظري* اكاديم* أكاديم* توضيح* مثال* امثلة
        أمثلة عينة ديمو تجريب* ورق* محاكاة وهمي* خيالي* مختلق*
        تمرين* واجب اختبار* لعبة مزح* نكتة باك* ارشيف* أرشيف* درس* دورة ورشة قالب نموذج* مسودة دراس* يوميات
        مراجعة مسابقة رهان استطلاع تجربة* حلم لقطة* قديم*
        تاريخي* لغز ربما يمكن_أن لعل تدريب* تعلم* للتعلم صورية""",
    "fa": """اگر_من اگر_ما فرض* تصور* تئوری* نظری آکادمیک* توضیحی مثال* مثلا نمونه* دمو* کاغذ* شبیه‌ساز*
        شبیه_ساز* مجازی* خیالی* ساختگی* تمرین* تکلیف* تست* آزمایش* بازی* شوخی*
        جوک* بک‌تست* بک_تست* بکتست* آرشیو* درس* دوره کارگاه* قالب* فرمت* پیش‌نویس* مطالعه* دفترچه* مرور مسابقه*
        شرط_بندی نظرسنجی* رویا* اسکرین* عکس قدیمی* تاریخی* معما*
        شاید احتمالا آموزشی_بود الکی یادگیری""",
    "zh": """教科书 教科書 写法 寫法 如果我 如果是我 要是 假如 假设 假設 假定 设想 設想 想象 想像 理论 理論 学术 學術 举例 舉例 例子 例题 例題 示例 示范 示範 演示 样本 樣本 范例 範例 模板 模拟 模擬
        虚拟 虛擬 虚构 虛構 编的 編的 纸上 紙上
        练习 練習 作业 作業 测试 測試 试验 試驗 游戏 遊戲 开玩笑 開玩笑 玩笑 段子 搞笑 恶搞 回测 回測 复盘 復盤 归档 存档 课程 課程 上课 上課 课堂 課堂 教学 教學 教程 讲解 講解 格式
        草稿 研究
        日记 日記 回顾 回顧 比赛 比賽 竞猜 競猜 打赌 投票 实验 實驗 做梦 截图 截圖 旧单 舊單 老图 历史 歷史 以前 谜题 也许 也許 可能会 或许 假的 讨论 討論 交流 学习 學習 娱乐 娛樂
        思路分享""",
    "ja": """もし 仮に 仮定 想定 想像 理論 学術 例えば たとえば 例です 例題 例示 一例 実例 見本 サンプル デモ ペーパー 紙上 模擬 シミュレ 仮想 バーチャル 架空 作り話 練習 演習
        宿題 テスト 試験 試し ゲーム
        冗談 ジョーク ネタ パロディ バックテスト アーカイブ 授業 講座 講義 レッスン 教材 テンプレ フォーマット 下書き 研究 勉強 学習 日記 振り返り 復習 コンテスト 大会 賭け アンケート 実験 夢
        スクショ 古い 昔
        過去 クイズ かも たぶん 多分 だったら なら入る 議論 討論 検証""",
    "ko": """만약 만일 가정 가상 상상 이론 학술 예시 예제 예를 샘플 견본 데모 모의 페이퍼 시뮬 버추얼 허구 지어낸 연습 과제 숙제 테스트 시험 게임 농담 장난 드립 패러디 백테스트
        아카이브 수업 강의 강좌 레슨 교재
        템플릿 양식 포맷 초안 연구 공부 학습 일지 일기 복습 복기 대회 내기 투표 설문 실험 꿈 스샷 캡처 옛날 오래된 과거 퀴즈 아마 혹시 이었다면 라면 토론 논의 설명용""",
}

SPOKEN = {
    "en": """discuss* debat* comment* opinion* thought* think thinks thinking feel feels say says said saying
        tell tells telling ask asks asked asking posting reposting shared
        sharing shares show shows showing showed shown saw seen found heard came_across stumbled spotted noticed
        noting explain* learn* compar* copied copying stole* borrow* forward* repost* retweet* quot*
        translat* wrote writes writing publish* mention* suggest* claim* brag* promis* laugh* lol lmao funny
        hilarious curious wonder* agree* disagree* doubt* believe* trust* judge* vote* score* grade* guess*
        analyse* analyze* critique* interesting*
        recommended_by swears bragg* pitch* offer* admire* observ* spectat* document* record keeping_an eye_on
        popcorn lurk*""",
    "es": """discut* debat* coment* opin* pienso piensan creo cree dice dicen decir pregunt* compart* muestr*
        mostr* visto leí oí escuch* explic* aprend* compar* copi* rob* cit* traduj* escrib* public* menciona*
        sugier* asegura jura
        curios* interesante gracios* risa jaja* acuerdo dudo duda votad voten votar adivin* analiz*
        recomienda_un* recomendó observ* registr*""",
    "pt": """discut* debat* coment* opini* penso acham acho diz dizem pergunt* compartilh* mostr* visto li
        ouvi explic* aprend* compar* copi* roub* cit* traduz* escrev* public* mencion* suger* garante jura
        curios* interessante engraçad*
        kkk* rindo concord* duvid* votem votar adivinh* analis* recomendou observ* registr*""",
    "fr": """discut* débat* comment* opinion* pense pensez avis crois dit disent demande* partag* montr*
        entendu lu expliqu* apprend* compar* copi* volé* cit* tradui* écri* publi* mention* suggèr* prétend jure
        curieu* intéressant* drôle* mdr
        ptdr accord doute* votez voter devin* analys* observ* noté""",
    "de": """diskut* diskussion* debatt* komment* meinung* denke denkt glaube glaubt sagt sagen fragt frage
        gefragt teile teilen geteilt zeige zeigt zeigen gehört gelesen erklär* lern* vergleich* kopier* geklaut*
        gestohlen zitier* zitat*
        übersetz* schreibt schrieb veröffentlich* erwähn* empfahl empfohlen empfiehlt behaupt* schwört neugierig
        interessant* lustig* haha* zweif* wette* analys* beobacht* dokument*""",
    "it": """discut* discuss* dibatt* comment* opinion* penso pensate credo crede dice dicono chied* chiest*
        condivid* mostr* sentito letto spieg* impar* confront* copi* rubat* citaz* citato tradott* scriv* scritt*
        pubblic* menzion* sugger* giura
        curios* interessant* divertent* ahah* accordo dubit* votate votare indovin* analizz* consigliato_da
        osserv* annot*""",
    "ru": """обсуд* обсужд* дискусс* коммент* мнени* думаете думаю думает считает говорит говорят сказал*
        спрашива* спросил* делится делятся делюсь поделил* показыв* показать показал* слышал* прочитал* объясн*
        учиться учимся сравн* скопир* украл* цитат* перевод*
        пишет писал* опубликов* упомин* совет* утвержда* клянётся клянется любопытн* интересн* смешн* ржу лол
        ахах* хаха* соглас* сомнев* голос* угада* анализир* рекомендовал наблюда* посмотр* ваше_мнение""",
    "uk": """обговор* дискус* комент* думк* думаєте думаю думає вважає каже кажуть сказа* питає запитав*
        запита* поділи* ділюс* показу* показа* чув* прочита* поясн* вчитися вчимось порівн* скопі* вкра* цитат*
        переклад* пише писа* опублік* згад* радить
        стверджує присягається цікав* смішн* лол ахах* хаха* погод* сумнів* голосу* вгада* аналізу* рекомендував
        спостеріг* подив*""",
    "tr": """tartış* yorum* fikir* fikri düşün* sanıyor* diyor dedi demiş soru* sordu* paylaş* göster* duydum
        okudum anlat* açıkla* öğren* kıyasla* karşılaştır* kopyala* çaldı* çalın* alıntı* çevir* yazmış yazdı
        yayınla* bahset* önerdi öneriyor
        iddia yemin merak* ilginç* komik* haha* katıl* şüphe* oyla* tahmin* analiz* gözlem* izle* izli*""",
    "id": """diskusi* debat* komentar* opini* pendapat* pikir* kata bilang ngomong tanya* berbagi bagikan
        membagikan sharing share tunjuk* menunjuk* dengar* denger baca jelas* belajar* banding* salin* nyontek*
        nyuri curi* kutip* terjemah* tulis* menulis*
        sebut* saran_dari sarankan klaim* penasaran menarik lucu wkwk* haha* setuju* ragu* vote tebak* analisa*
        analisis* amati* nonton* pantau*""",
    "vi": """thảo_luận tranh_luận bình_luận ý_kiến nghĩ nghĩ_sao bảo nói hỏi chia_sẻ cho_xem khoe nghe
        đọc_được giải_thích học_hỏi so_sánh sao_chép trích dịch_lại viết đăng_lại nhắc_đến gợi_ý khẳng_định thề
        tò_mò thú_vị hài haha*
        đồng_ý nghi_ngờ bỏ_phiếu đoán phân_tích quan_sát ghi_chép tham_khảo_ý""",
    "hi": """charcha* discuss* behas rai opinion* sochte sochta lagta_hai bola boli bole kehta kehte keh_raha
        kaha pucha poocha puch_* share_kar* dikhane dikha_* suna padha samjha* sikh* seekh* compare* copy_kiya
        copy_ki churaya likha* bataya* suggest* daava
        dilchasp mazedaar haha* sahmat shak vote* andaza* analysis dekhne_ke चर्चा बहस राय सोचते कहता कहते कहा
        पूछा साझा शेयर दिखाने सुना पढ़ा समझा सीख तुलना कॉपी चुराया लिखा बताया सुझाव दावा दिलचस्प अंदाज""",
    "ar": """نقاش* للنقاش مناقش* نناقش نتناقش تعليق* رأي* رايكم رأيكم تظن* أظن اعتقد أعتقد يعتقد سأل* سئل*
        يسأل شارك* أشارك اشارك مشاركة نشارك عرض نعرض أعرض سمعت* قرأت* شرح* نشرح تعلم نتعلم مقارن* نسخ* سرق*
        اقتباس* ترجم* كتب* يكتب نشر* ذكر* اقترح* يقترح يزعم يدعي
        فضول مثير مضحك هههه* اتفق أشك تصويت خمن* تحليل فقط_للعرض للعرض للمشاهدة للمتابعة_فقط""",
    "fa": """بحث* گفتگو* نظر* فکر_می* فکر_کن* گفت* میگن می‌گه پرسید* سوال* سؤال* به_اشتراک اشتراک* نشان*
        نشون* شنیدم خواندم خوندم توضیح* یاد مقایسه* کپی* دزدید* نقل* ترجمه* نوشت* می‌نویسد منتشر* پیشنهاد_دا*
        ادعا* کنجکاو* جالب* خنده* موافق* شک رای_* حدس* تحلیلی
        تماشا*""",
    "zh": """讨论 討論 聊聊 评论 評論 意见 意見 看法 觉得 覺得 认为 認為 怎么看 怎麼看 说的 說的 问我 問我 问的 分享 给大家看 給大家看 展示 听来 解释 解釋 讲讲 比较一下 抄来
        抄的 引用 翻译 写的 寫的 发的 發的 提到 推荐的 声称 号称 好奇 有意思 有趣 好笑 哈哈 同意
        怀疑 懷疑 猜猜 分析一下 围观 圍觀 看戏 看看就好 看看而已 吹牛 点评 點評""",
    "ja": """議論 討論 コメント 意見 ご意見 思います 思う 考え 言って 言う 言った 聞かれ 質問 共有 シェア 紹介 見せ 聞いた 読んだ 説明 解説 比較 コピー パクリ 引用 翻訳 書いて
        書いた 投稿して 推奨して 主張 気になる 面白い 笑 同意 疑 投票 当てて 分析 観察 見るだけ 眺め 記録""",
    "ko": """토론 논의 댓글 의견 생각 말했 말하 물어 질문 공유 보여 들었 읽었 설명 배우 비교 베낀 베껴 훔친 인용 번역 썼 쓴 올린 올렸 언급 추천한 추천받 주장 궁금 재미 흥미
        웃 ㅋㅋ 동의 의심 맞춰 맞혀 분석 관찰 구경 지켜보 기록""",
}

DENIED = {
    "en": """not no nah nope never nobody none neither nor without don't dont doesn't didn't won't wouldn't
        can't cannot couldn't isn't isnt aren't ain't wasn't haven't hasn't shouldn't
        skip* pass passing avoid* ignor* disregard* refus* reject* declin* abstain* sidelin* sitting_* hands_off
        stay_away staying_away steer_clear unfollow* opt_out wary flat_on out_of_this against fade fading
        retracted* void* nothing unrelated zero_position hard_pass leave_it leaving_it leave_this leaving_this
        hated hate""",
    "es": """no nunca jamás nadie ninguno ninguna tampoco ni sin paso_de pasamos evit* ignor* rechaz* abst*
        al_margen fuera descart* en_contra nada""",
    "pt": """não nunca jamais ninguém nenhum nenhuma tampouco nem sem passo passamos evit* ignor* recus*
        rejeit* absten* de_fora fora descart* contra nada""",
    "fr": """ne n'est pas jamais personne aucun aucune ni sans passe passons évit* ignor* refus* rejet* abst*
        à_l'écart dehors hors écart* contre rien""",
    "de": """nicht nie niemals niemand kein keine keinen keiner weder ohne passe passen vermeid* ignor*
        ablehn* lehne enthalt* außen_vor draußen finger_weg verzicht* gegen nichts auslass* aussetz*
        setze_aus""",
    "it": """non mai nessuno nessuna né senza passo passiamo evit* ignor* rifiut* asten* fuori lontano scart*
        contro niente nulla saltiamo salto""",
    "ru": """не нет ни никогда никто без пропуск* пропущ* мимо избега* игнор* отказ* воздерж* в_стороне вне
        против отклон* ничего обойд*""",
    "uk": """не ні ніколи ніхто без пропуск* пропущ* мимо уника* ігнор* відмов* утрим* осторонь поза проти
        відхил* нічого обійд*""",
    "tr": """değil değiliz değilim yok asla hiç hiçbir kimse olmadan pas geçi* geçtik geçtim kaçın* dışarıda
        dışında karşı girmiyor* girmedik girmem girmeyin girmiyorum almıyor* almadık almam almayın katılmıyor*
        yapmıyor* açmıyor* işlem_yapmayın uzak_dur* reddet*""",
    "id": """tidak tak ga gak nggak enggak ngga bukan jangan tanpa tiada belum skip lewat lewati lewatkan
        pass hindari abaikan menolak tolak minggir absen di_luar""",
    "vi": "không chẳng chưa đừng không_ai bỏ_qua tránh phớt_lờ từ_chối đứng_ngoài ngoài_cuộc khỏi kệ đừng_vào",
    "hi": """nahi nahin nhi nai mat na koi_nahi bina skip* pass bach_ke door_raho ignore* chhod* chod_* bahar
        नहीं नही मत बिना छोड़ बाहर दूर_रह""",
    "ar": """لا لم لن ليس ليست ليسة لست لسنا غير بدون دون ما_دخل* مش مو ولا أبدا ابدا تجاهل* نتجاهل* تجنب*
        رفض* نرفض خارج بعيد* ضد امتنع*""",
    "fa": """نه نیست نیستم نیستیم نمی* ندار* نکن* نگیر* نشو* نخواه* بدون هیچ هرگز نادیده رد صرف_نظر* کنار_می*
        بیرون خارج مخالف نمیریم نمیرم نشید نشین""",
    "zh": "不 没 沒 无 無 非 别 別 勿 未 莫 拒绝 拒絕 忽略 跳过 跳過 放弃 放棄 观望 觀望 旁观 避开 空仓 空倉 pass",
    "ja": "ない ません ず なし 無し ぬ 無視 見送 スルー パス 様子見 傍観 避け 不参加 禁止 休み",
    "ko": "않 안 못 아니 아님 아닙 없 말고 말아 마세요 마라 마십 금지 패스 스킵 관망 무시 제외 빠집 빠질 쉽니다 쉬어",
}

# What a provider says of his own trade in words that others use of theirs.
OWN = (
    "i'm in", "i am in", "we are in", "we're in", "my trade", "our trade", "just sharing my own", "sharing my own",
    "sharing my trade", "your own homework", "your homework", "call no.", "setup no.", "signal no.", "trade no.",
    "idea no.", "if you like", "vip", "trader's choice", "your own decision",
)  # fmt: skip

# What a provider denies of his own trade: advice, greed, chasing, size, hurry.
HARMLESS = {
    "en": """advice advis* advisor* recommendation* financ* investment* solicitation greed* chas* overlev*
        overtrad* oversiz* overexpos* overdo leverage* lev fomo all_in all-in yolo late more_than exceed* margin
        lot lots size sizing
        risk* panic* emotion* rush* hurry forget* miss worr* averag* dca add adds adding guarantee* hesitat*
        revenge double wide wick nerves patien* spam stress pressure hard_feelings limit_order* plan stop* sl
        trail* overnight weekend break_even bag marry married gambl* excuse* market_order* slippage sebi
        registered regulated responsib* liab* before unless until if_price if_the_price already_past news hedg*
        martingale recap front_run* ape aping questions_asked lower higher more hero* share* unregistered freak*""",
    "es": """consejo* asesor* recomend* financ* inversi* avari* codici* persig* apalanc* fomo all_in tarde
        más_de mas_de margen lote* lotaje riesg* arriesg* pánic* emoci* prisa* olvid* pierd* promedi* garant*
        stop sl sobre* exced* pase* antes noticia* toda cuenta codicios* pasar*""",
    "pt": """conselho* recomenda* financ* investiment* ganânci* ganancios* persig* alavanc* fomo all_in tarde
        mais_de margem lote* risc* arrisq* pânico emoç* pressa esque* perc* médio garant* stop sl exag* exced*
        antes notícia* conta loucura banca mão desesper*""",
    "fr": """conseil* recommand* financ* investiss* avid* gourmand* poursui* levier* fomo all_in tapis tard
        plus_de marge lot lots risq* panique* émotion* précipit* oubli* moyenn* garant* stop sl dépass* avant
        news compte sur* cour*""",
    "de": """anlageberatung beratung empfehlung* finanz* gier* hinterherlauf* hinterher* hebel* fomo all_in
        spät* mehr_als margin lot lots risik* riskier* panik* emotion* eil* verges* nachkauf* garant* stop sl
        über* vor_* news konto jag* größer overtraden""",
    "it": """consiglio consigli consulenz* raccomand* finanz* investiment* avid* ingord* inseg* rincorr* leva
        fomo all_in tardi più_di margine lotto lotti rischi* panico emozion* fretta dimentic* mediare medi*
        garan* stop sl esager* super* prima notizi* conto""",
    "ru": """совет рекомендац* иир финанс* инвест* жадн* догоня* гон* плеч* fomo фомо поздн* больше более
        маржа марж* лот лота лотом лоты объ[её]м* риск* рисков* паник* эмоци* спеш* торопи* забыва* забуд*
        усредн* гарант* стоп* превыш* до депозит* завыша* перегруж* новост* хват* всю_котлету котлет* плече*
        фанатизм*""",
    "uk": """порад* рекомендац* фінанс* інвест* жадіб* жаді* доганя* наздоган* плеч* fomo пізн* більше маржа
        лот лота обсяг* ризик* паніку* емоці* поспіш* забува* забуд* усередн* гарант* стоп* перевищ* до депозит*
        завищ* новин* фанатизм*""",
    "tr": """tavsiye* ytd yatırım* finans* açgöz* kovala* kaldıraç* fomo all_in geç_kal* fazla marj* lot*
        risk* panik* duygu* acele* unut* ortalama* garanti* stop* aş* önce haber* kasa* bakiye* abart* geçmeyin
        hedge""",
    "id": """saran* rekomendasi* nasihat* ajakan* keuangan* finansial* investasi* serakah* rakus* kejar*
        ngejar* leverage* fomo all_in telat* terlambat* lebih* margin* lot* resiko* risiko* panik* emosi* buru*
        lupa* averag* jamin* stop* sl overlot overtrade* sebelum berita* news modal* maruk* nafsu* haka""",
    "vi": """lời_khuyên khuyến_nghị tư_vấn tài_chính đầu_tư tham đuổi đòn_bẩy fomo all_in tất_tay muộn quá
        hơn ký_quỹ lot vol khối_lượng rủi_ro hoảng cảm_xúc vội quên nhồi gồng trung_bình bảo_đảm đảm_bảo stop sl
        vượt trước tin""",
    "hi": """salah advice financial* nivesh* investment* lalach* chase* leverage* fomo all_in late zyada
        jyada jada margin* lot* risk* panic* emotion* jaldi* jaldbazi bhool* average* guarantee* stop* sl
        overtrad* pehle news capital* quantity qty carry overnight intraday सलाह वित्तीय निवेश लालच ज्यादा
        ज़्यादा जोखिम रिस्क जल्दबाजी सेबी""",
    "ar": """نصيح* توصي* توصية استشار* مالي* استثمار* طمع* تطمع* تلاحق* مطارد* رافع* فومو متأخر* اكثر أكثر
        هامش لوت* حجم مخاطر* تخاطر* ذعر* عواطف* تستعجل* استعجال تنسى تنسوا تعزيز* تبريد* ضمان* وقف ستوب تتجاوز*
        قبل اخبار أخبار مسؤول* رأس_المال كامل""",
    "fa": """توصیه* مشاوره* مالی* سرمایه* طمع* حرص* دنبال_قیمت اهرم* فومو دیر* بیشتر بیش مارجین حجم* لات*
        ریسک* پنیک* هیجان* عجله* فراموش* میانگین* تضمین* استاپ* حد_ضرر قبل خبر* اخبار مسئول* کل""",
    "zh": """建议 建議 投资建议 意见 意見 推荐 推薦 贪 貪 追 杠杆 槓桿 倍 满仓 滿倉 重仓 重倉 梭哈 超过 超過 仓位 倉位 风险 風險 恐慌 情绪 情緒 急 忘 补仓 補倉 加仓 加倉
        摊平 保证 保證 止损 止損 止盈 扛单 扛單 之前 消息 负责 負責 手数 保本 轻仓 过夜 過夜 破""",
    "ja": """助言 推奨 勧誘 投資 欲張 追いかけ 飛び乗り レバ 全力 フルベット 超え 以上 ロット 証拠金 リスク パニック 感情 焦 急 忘れ ナンピン 保証 損切り ストップ 前 指標 責任
        無理 資金 持ち越""",
    "ko": """조언 권유 추천 자문 투자 욕심 추격 레버 풀시드 몰빵 올인 초과 이상 비중 증거금 리스크 위험 뇌동 감정 조급 급하 서두 잊지 물타기 보장 손절 스탑 전에 지표 책임 무리
        시드 오버나잇""",
}

# What a provider says below or above his trade: wishes, hurry, the style and length of it, how to take it, whose room it is.
ORDINARY = {
    "en": """first_one of_the_day ok via jackpot back_in sleep set_& new max retest max. good_for monday
        tuesday wednesday thursday friday luck goodluck gl glhf profit* profitable trading trade_safe trade_well
        safe enjoy cheers thanks thx welcome morning evening afternoon night gm hello hey fam family team
        guys folks lads everyone all traders ladies gents dyor nfa educat* purpose* disclaimer* mm manage*
        management responsib* discipline* patien* swing scalp* intraday day_trade
        position_trade positional short-term mid-term long-term term hold holding few_days days weeks week month*
        session open close_of valid gtc good_till until expir* small size lots lot
        low_risk high_risk risky risk lotto yolo hero runner* ride let's go let_it lfg vamos easy quick fast
        hurry now asap ready alert* set_and_forget update* follow* stay tuned more_soon soon
        details chart* link join vip premium room desk group channel contact support admin team_ posted_by
        analyst fed cpi nfp news earnings volatil* liquid* thin choppy momentum trend* bull*
        bear* support resistance breakout* break retest* pullback* bounce* range demand supply structure fib* rsi
        ema macd volume divergence confluence pattern* flag wedge channel* zone*
        strong weak clean nice great best setup* signal* order* futures spot perp* option* cash isolated cross
        leverage lev margin entries entry dca layer* spread wallet capital account balance
        portfolio our_track god bless inshallah amen winter summer weekend moon rocket send boom money bag* pips
        print* coming market* momentum exchange* binance bybit okx bitget kucoin
        kraken mexc mt4 mt5 copy_this copier automat* algo regulated registered sebi consult copyright reserved
        confidential share*""",
    "es": """nuev* suerte éxito* ganancias profit* buen* saludos gracias dale vamos equipo gente familia
        todos swing scalp* intradía plazo días semanas mes riesgo gestión gestion* paciencia calma cuid* lote*
        tamaño pequeñ* educativ* responsab* aviso alerta señal rápid* ya atent* pendient* actualiz* grupo sala
        canal únete noticia* volatil* soporte resistencia tendencia ruptura rebote zona estructura apalanc*""",
    "pt": """nov* sorte sucesso lucro* bons bom boa trades valeu obrigado vamos bora galera pessoal turma
        família swing scalp* day_trade intraday prazo dias semanas mês risco gerenci* paciência calma
        cuidado lote* mão tamanho pequen* educa* respons* aviso alerta sinal rápid* já atent* atualiz* grupo sala
        canal notícia* volatil* suporte resistência tendência rompimento zona estrutura alavanc* deus""",
    "fr": """nouve* chance bonne bon bons trades profits merci allez équipe famille tous swing scalp*
        intraday terme jours semaines mois risque* gestion gér* gérez patience prudence prudent* lot* taille
        petit*
        éducati* pédagogi* respons* alerte signal rapide vite attenti* suivi groupe salon canal news volatil*
        support résistance tendance cassure rebond zone structure levier* """,
    "de": """neuer neue_* max glück erfolg gewinn* gute guten viel trades danke los team leute familie alle
        swing scalp* intraday frist* tage wochen monate risiko* geduld* vorsicht* ruhig lot* größe klein* lern*
        bildung* verantwort*
        hinweis alarm signal schnell jetzt update* gruppe kanal news volatil* unterstützung widerstand trend*
        ausbruch abprall* zone struktur hebel*""",
    "it": """nuov* qualche_giorno pranzo fortuna buon buona buoni profitti guadagni grazie forza dai squadra
        ragazzi famiglia tutti swing scalp* intraday termine giorni settimane mese rischi* gestione gestite
        pazienza calma attenzione prudenza
        lott* taglia piccol* educativ* didattic* respons* avviso segnale veloce subito aggiorn* gruppo canale
        notizi* volatil* supporto resistenza trend rottura rimbalzo zona struttura leva""",
    "ru": """новая новый новое лимитк* удачи успех* профит* прибыл* всем ребят* друзья команда спасибо
        погнали вперёд поехали свинг скальп* интрадей срок* среднесрок* долгосрок* краткосрок* дней дня день
        недел* месяц* риск* рм мм терпени* аккуратн* осторожн* спокойно
        лот* объ[её]м* небольш* мал* обуч* ответствен* внимани* сигнал быстр* сразу апдейт группа канал новост*
        волатил* поддержк* сопротивлен* тренд* пробо* отскок* зон* структур* плеч* доброе утро спот фьюч* иир""",
    "uk": """новий нова нове лімітк* удачі успіх* профіт* прибут* всім усім друзі команда дякую погнали
        вперед свінг скальп* строк* днів день тижн* місяц* ризик* рм мм терпін* обережн* спокійно лот* обсяг*
        невелик* мал* навчальн* відповідальн* увага
        сигнал швидк* одразу група канал новин* волатил* підтримк* опір* тренд* пробі* відскок* зон* структур*
        плеч* доброго ранку спот ф'юч*""",
    "tr": """yeni bol kazanç* kazançlar şans hayırlı bereketli iyi işlemler teşekkür* hadi ekip aile herkes
        arkadaşlar dostlar swing scalp* gün* hafta* ay vade* risk* sabır* sabırlı dikkat* sakin lot* küçük az
        eğitim* sorumlu* uyarı sinyal hızlı hemen
        güncelle* grup kanal haber* volatil* destek* direnç* trend* kırılım* tepki* bölge* yapı* kaldıraç* ytd
        allah rast günaydın""",
    "id": """baru semoga profit* cuan untung berkah sukses semangat terima kasih gas gaskeun yuk tim semua
        kak gaes guys swing scalp* harian hari minggu bulan risiko resiko mm manajemen sabar hati-hati hati lot*
        kecil edukasi* tanggung_jawab
        disclaimer peringatan sinyal cepat segera update* grup channel berita* volatil* support resisten* tren*
        breakout pantulan zona struktur leverage dyor pagi siang sore malam""",
    "vi": """mới chúc may_mắn thành_công lợi_nhuận lãi anh_em ae cả_nhà mọi_người team cảm_ơn lên_thôi swing
        scalp* ngày tuần tháng ngắn dài hạn rủi_ro quản_lý vốn kiên_nhẫn cẩn_thận vol lot nhẹ nhỏ đều giáo_dục
        trách_nhiệm
        lưu_ý cảnh_báo tín_hiệu nhanh ngay cập_nhật nhóm kênh tin biến_động hỗ_trợ kháng_cự xu_hướng phá_vỡ hồi
        vùng cấu_trúc đòn_bẩy nhé""",
    "hi": """naya nayi shubh* mubarak profit* kamai munafa dhanyavad shukriya chalo bhai bhailog bhaiyo dosto
        sab team swing scalp* intraday din hafte hafta mahine positional btst risk* sabar dhairya dhyan sambhal*
        lot* chhota kam qty quantity shiksha education*
        zimmedari sebi sl strict turant jaldi update* group channel news volatil* support resistance trend
        breakout zone leverage jai""",
    "ar": """جديد* بالتوفيق توفيق حظ* موفق* أرباح ارباح ربح الله رزق* يرزق* شكرا يلا هيا شباب فريق الجميع
        للجميع سوينغ سكالب* يوم* ايام أيام أسبوع* اسبوع* شهر* مخاطر* صبر* حذر* هدوء لوت* حجم صغير* تعليم* مسؤول*
        تنبيه إشارة اشارة توصية
        سريع* فور* تحديث* مجموعة قناة خبر* أخبار تذبذب دعم مقاومة ترند اتجاه اختراق ارتداد منطقة هيكل رافع* صباح
        مساء""",
    "fa": """جدید* موفق* سود* پرسود شانس خدا مرسی ممنون بریم بچه‌ها بچه* دوستان رفقا عزیزان تیم همه سوینگ
        اسکلپ* روز* هفته* ماه* کوتاه* میان‌مدت میان_مدت بلندمدت ریسک* مدیریت* صبر* احتیاط* آرام لات* حجم* کم سبک
        آموزش* مسئول* توجه هشدار سیگنال سریع فور*
        آپدیت* گروه کانال خبر* اخبار نوسان* حمایت* مقاومت* روند* شکست* پولبک* ناحیه ساختار* اهرم* صبح""",
    "zh": """新单 新單 祝 好运 好運 盈利 发财 發財 赚 賺 加油 谢谢 謝謝 各位 大家早 大家好 家人 兄弟 朋友们 团队 波段 短线 短線 中线 中線 长线 長線 日内 日內 隔夜 风险 風險
        风控 風控 耐心 谨慎 謹慎 小心 轻仓 輕倉 小仓 小倉 仓位 倉位 手数 教学用 责任 責任 自负 自負
        提示 提醒 信号 信號 策略 合约 合約 现货 現貨 注意 快 立即 更新 本群 社群 频道 頻道 消息 数据 波动 波動 支撑 支撐 压力 壓力 阻力 趋势 趨勢 突破 回踩 反弹 反彈 区间 區間 结构
        結構 杠杆 槓桿 早安 参考 參考 执行 执行 设好 設好 带好 帶好 止损 止損 跟上 进场 進場""",
    "ja": """頑張 幸運 グッドラック 利益 ありがとう おはよう こんにち こんばん 皆さん みなさん チーム スイング スキャル デイトレ 短期 中期 長期 日間 週間 リスク 資金管理 忍耐 慎重
        注意 焦らず 小ロット ロット 少なめ 教育 責任 免責 お知らせ 速報 シグナル サイン 今すぐ 更新 グループ チャンネル 指標 ニュース
        ボラ 支持 サポート 抵抗 レジスタンス トレンド ブレイク 反発 ゾーン レバ よろしく お願い 参考 本日""",
    "ko": """신규 성투 행운 화이팅 파이팅 수익 감사 안녕 좋은 여러분 팀 스윙 스캘 단타 단기 중기 장기 데이 일간 주간 리스크 위험 관리 인내 주의 조심 천천히 소액 비중 랏 교육
        책임 면책 알림 시그널 신호 지금 빠르 업데이트 그룹 채널 지표 뉴스 변동성 지지 저항 추세 돌파 반등 구간 레버 부탁 참고 가즈아 가보자""",
}

# What a heading may name besides.
HEADINGS = {
    "en": "trade* signal* idea* setup* call* order* position* limit* two three several couple today tonight",
    "es": "señal* idea* operaci* entrada* trade* dos tres varias hoy noche",
    "pt": "sinal sinais ideia* operaç* entrada* trade* dois duas três hoje noite",
    "fr": "signal signaux idée* position* trade* deux trois aujourd'hui soir",
    "de": "signal* idee* trade* position* zwei drei heute abend depot",
    "it": "segnal* idea idee operazion* trade* due tre oggi stasera",
    "ru": "сигнал* идеи идея сделк* вход* лимитк* две два три сегодня вечер* утро",
    "uk": "сигнал* ідеї ідея угод* вхід лімітк* дві два три сьогодні вечір ранок",
    "tr": "sinyal* fikir* işlem* iki üç bugün akşam* sabah*",
    "id": "sinyal* ide* order* posisi* dua tiga hari_ini malam*",
    "vi": "tín_hiệu kèo lệnh hai ba hôm_nay tối_nay",
    "hi": "signal* call* trade* teen aaj",
    "ar": "صفقة صفقات صفقتان صفقتين إشارة اشارات اليوم الليلة",
    "fa": "سیگنال* معامله* دو سه امروز امشب",
    "zh": "信号 信號 单 單 策略 今日 今天 今晚",
    "ja": "シグナル サイン トレード 今日 本日 今夜",
    "ko": "시그널 신호 매매 오늘 오늘밤",
}
