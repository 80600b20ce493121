"""Vietnamese. Phrases are also read without marks; a lone syllable is not: without them it is another word."""

from core.signals.cues import Cue
from core.signals.words.spelling import bare, spelled

_LISTED: dict[Cue, str] = {
    Cue.LONG: """vị thế mua, vào long, mở long, đánh long, canh long, lệnh long, đi long, lên long, lệnh mua long""",
    Cue.SHORT: """vị thế bán, vào short, mở short, đánh short, canh short, lệnh short, đi short, xuống short, bán
        khống, lệnh bán short""",
    Cue.BUY: """canh buy, mua, mua vào, lệnh mua, đặt mua, mở mua, vào mua, gom, gom hàng, mua gom, múc, lướt mua, tín hiệu
        mua, vào lệnh mua, canh mua, mua quanh""",
    Cue.SELL: """canh sell, bán, bán ra, lệnh bán, đặt bán, mở bán, vào bán, tín hiệu bán, vào lệnh bán, canh bán, bán quanh""",
    Cue.BUY_STOP: "mua stop, lệnh mua stop, lệnh buy stop",
    Cue.SELL_STOP: "bán stop, lệnh bán stop, lệnh sell stop",
    Cue.ENTRY: """vào lệnh, vùng vào, điểm vào, giá vào, vào, vùng mua, vùng bán, điểm vào lệnh, giá vào lệnh, vùng
        vào lệnh, vùng giá vào, giá mua, giá bán, vùng entry, giá entry, khu vực vào lệnh, mở lệnh,
        mở vị thế, mình vào, vào tại, vào quanh, vào giá, vào ở, điểm mua, điểm bán, vùng giá mua,
        vùng giá bán, giá đặt lệnh, vô lệnh, vô, điểm vô, entry tại, điểm entry, giá mở, giá mở
        lệnh, vào vị thế, lệnh vào, vùng gom""",
    Cue.TARGET: """chốt lời, mục tiêu, chốt lãi, điểm chốt lời, giá chốt lời, vùng chốt lời, mục tiêu giá, giá mục
        tiêu, các mục tiêu, mục tiêu chốt lời, chốt lời tại, chốt lời ở, chốt lãi tại, vùng chốt,
        điểm chốt, giá chốt, target giá, kỳ vọng giá, đích, mục tiêu lợi nhuận, kháng cự chốt lời""",
    Cue.STOP: """cắt lỗ, dừng lỗ, điểm cắt lỗ, giá cắt lỗ, mức cắt lỗ, ngưỡng cắt lỗ, điểm dừng lỗ, mức dừng lỗ, chặn
        lỗ, cắt lỗ tại, cắt lỗ ở, cắt lỗ khi, dừng lỗ tại, dừng lỗ ở, sl tại, sl ở, stop tại, sl để,
        stoploss tại, dời lỗ, cắt nếu, cắt khi, điểm sl, giá sl, lỗ tối đa, vùng cắt lỗ""",
    Cue.TRAIL: "dừng lỗ động, trailing theo, sl động, cắt lỗ động, dừng lỗ theo đuôi",
    Cue.LEVERAGE: "đòn bẩy, đòn bẩy tối đa, đòn bẩy khuyến nghị, ký quỹ đòn bẩy, đòn bẫy, đb, đòn bẩy từ",
    Cue.ISOLATED: "cô lập, ký quỹ cô lập, chế độ cô lập",
    Cue.CROSS: "ký quỹ chéo, chéo, chế độ chéo",
    Cue.RISK: "rủi ro, mức rủi ro, rủi ro tối đa, rủi ro mỗi lệnh, chịu rủi ro, rủi ro khoảng, risk tối đa",
    Cue.SIZE: """vốn, khối lượng, tài khoản, số vốn, đi vốn, vào vốn, vốn vào, vốn đi, phần vốn, tổng vốn, % vốn, quy
        mô, tỷ trọng, tỉ trọng, danh mục, ký quỹ, số dư, tài sản, của vốn, đi lệnh, volume vào lệnh,
        kích thước lệnh, khối lượng vào lệnh, đi vol, vào vol""",
    Cue.QUANTITY: "số lượng, khối lượng lot, số lot",
    Cue.RATIO: """tỷ lệ r/r, tỉ lệ r/r, tỷ lệ rr, tỉ lệ rr, tỷ lệ rủi ro, tỉ lệ lợi nhuận, lợi nhuận rủi ro, tỷ lệ lời
        lỗ""",
    Cue.LABEL: """sàn, sàn giao dịch, khung, khung thời gian, khung giờ, hỗ trợ, kháng cự, độ tin cậy, độ chính xác,
        xác suất, biểu đồ, đồ thị, thời gian, thời hạn, phí, tín hiệu số, lệnh số, đỉnh, đáy, giá
        hiện hành, đường trung bình, mã lệnh""",
    Cue.MARKET: """ngay đây, ngay, bây giờ, giá thị trường, thị trường, hiện tại, giá hiện tại, ngay bây giờ, luôn, vào luôn, mua
        ngay, lập tức, ngay lập tức, lệnh thị trường, tại giá hiện tại, giá này, tại đây, ở đây,
        vùng này, giá market, vào ngay, ngay giá này, quanh đây, đang chạy, theo giá thị trường""",
    Cue.LIMIT: "lệnh chờ, giới hạn, lệnh giới hạn, đặt lệnh chờ, chờ khớp, lệnh limit, đặt limit, đặt chờ",
    Cue.ABOVE: """trên, vượt, vượt qua, vượt lên, phá lên, phá vỡ lên, trên mức, bên trên, phía trên, vượt trên, break
        lên, phá qua, breakout qua, vượt mốc, khi vượt, khi vượt qua, khi break, khi breakout, khi
        phá""",
    Cue.BELOW: """dưới, phá xuống, dưới mức, bên dưới, phía dưới, thủng, mất mốc, gãy, xuống dưới, break xuống, thủng
        mốc""",
    Cue.BREAK: "phá vỡ, phá, bứt phá",
    Cue.TO: "đến, tới, lên, về, cho đến, lên đến, lên tới, xuống, sang, xuống đến, về mức, thành, lên mức",
    Cue.AND: "và, hoặc, rồi, sau đó, đồng thời, cùng với, hay, cũng như, tiếp theo",
    Cue.AT: """tại, quanh, ở, từ, khoảng, gần, xung quanh, quanh vùng, tầm, mức, tại mức, ở mức, ở giá, tại giá,
        quanh giá, với giá, ở vùng, tại vùng, trung bình, giá trung bình, quanh mức, tầm giá, khoảng
        giá""",
    Cue.ZONE: "vùng, vùng giá, khu vực, trong khoảng, giữa, vùng cầu, vùng cung, biên độ",
    Cue.LADDER: """chia lệnh, dca tại, trung bình giá tại, chia vốn, rải lệnh, entry phụ, vào thêm tại, lệnh dca, mua
        thêm tại, bán thêm tại, chia nhỏ, chia làm, giá dca, vùng dca, rải""",
    Cue.TIMES: "lần",
    Cue.THOUSAND: "nghìn, ngàn",
    Cue.UNITS: "cổ phiếu, hợp đồng, cổ, đơn vị",
    Cue.CENTS: "điểm, giá pip",
    Cue.DOLLARS: "đô, đô la, đồng usdt",
    Cue.RUNNER: """để chạy, gồng lời, gồng lãi, gồng tiếp, thả trôi, để mở, mở rộng, thả nổi, gồng, cho chạy, để lãi
        chạy, gồng phần còn lại, để phần còn lại chạy, giữ chạy""",
    Cue.CANDLE: """nến, đóng nến, nến đóng cửa, nến đóng, đóng cửa dưới, đóng cửa trên, đóng cửa, đóng nến dưới, đóng
        nến trên, râu nến, thân nến, nến đóng dưới, nến đóng trên, nến tuần, khung tuần, nến tháng,
        đóng nến tuần""",
    Cue.FRAME: "nến ngày, đóng cửa ngày, đóng nến ngày, khung ngày",
    Cue.FILL: """tin, lỗ nhẹ, thủ công, không còn hợp lệ, không còn đẹp, không còn phù hợp, nhịp, đừng fomo, không fomo, đừng quên, đừng tham lam, làm ơn, như vậy, nhưng, trước khi, đi nào, bình tĩnh, đừng tham, đừng hoảng, cho hôm nay, cho chắc, như mọi khi, theo kế hoạch, đủ, quá, tuyệt, lớn, kênh, cuối tuần, tin tức, nhỉ, cứ, không giữ nữa, không nhồi lệnh, không nhồi, không gồng, lệnh, này, cho, của, với, tín hiệu, anh em, giá, ae, a e, cả nhà, mọi người, mn, các bạn, bạn, mình,
        tôi, em, anh, chị, bác, các bác, bà con, nhóm, team, hội, cộng đồng, gia đình, nhà mình,
        chúng ta, chúng mình, chúng tôi, họ, nó, nhé, nha, ạ, nhá, đó, kia, đây, thì, là, được, bị,
        có, các, những, một, hai, ba, bốn, năm, cái, con, hôm nay, ngày hôm nay, sáng nay, chiều
        nay, tối nay, hôm nay mình, nay, hiện, đang, sẽ cập nhật, cũng, vẫn, còn, nữa, lại, ra, qua,
        để, theo, trong, ngoài, nên, mà, do, bởi, khá, rất, hơn, ít, nhiều, chỉ, thôi, xin, xin
        chào, chào, chào buổi sáng, chào cả nhà, chào anh em, chào mọi người, buổi sáng, buổi tối,
        buổi chiều, cảm ơn, vui lòng, hãy, chú ý, lưu ý, cẩn thận, quan trọng, thông báo, cảnh báo,
        tín hiệu mới, lệnh mới, kèo, kèo mới, kèo này, kèo thơm, ý tưởng, phân tích, nhận định,
        chiến lược, setup mới, kế hoạch giao dịch, giao dịch, ngắn hạn, dài hạn, trung hạn, lướt
        sóng, lướt, sóng, đầu tiên, thứ nhất, thứ hai, thứ ba, cuối cùng, cuối, đầu, hai lệnh, lệnh
        này, lệnh hôm nay, quản lý vốn, quản lý rủi ro, quản lý vốn tốt, đi vốn nhỏ, vốn nhỏ, vol
        nhỏ, đi vol nhỏ, đi nhỏ, đi nhẹ, nhẹ tay, nhẹ nhàng, rủi ro thấp, rủi ro cao, rủi ro trung
        bình, tuân thủ, kỷ luật, tuân thủ sl, luôn đặt sl, nhớ đặt sl, đặt sl đầy đủ, cài sl, cài sl
        tp, đầy đủ, nhớ, không khuyến nghị, tự chịu trách nhiệm, tự nghiên cứu, tham khảo, mang tính
        tham khảo, chỉ mang tính tham khảo, chúc anh em, chúc cả nhà, chúc mọi người, chúc may mắn,
        may mắn, thành công, chúc, thắng lớn, tiền điện tử, vàng thế giới, coin này, cổ phiếu này,
        chỉ số, tiền tệ, spot, phái sinh, tối đa, tối thiểu, max, giá trị, mốc, mức giá, các mức,
        số, loại, không sl, không stop, không đặt sl, bảo toàn, bảo vệ, bảo toàn vốn, bảo vệ lợi
        nhuận, an toàn, cho an toàn, lợi nhuận, ai đang giữ, ai đã vào, ai vào, ai có lệnh, ai còn
        giữ, ai giữ, ai theo, trước, trước đã, đã nhé, đi, đi ae, đi anh em, tiếp, tạm, tạm thời, sử
        dụng, dùng, bên mình, phía, chiều, thuận, xu hướng, ngay nhé, được rồi, ok, oke, tốt, đẹp,
        ngon, mạnh, nhanh, số 1, hợp lý, thời điểm, tùy, tuỳ, riêng, chung, toàn, cùng, ngày, tuần
        này, mỗi, từng, mỗi lệnh, trạng thái, không phải lời khuyên, không phải là lời khuyên, không
        phải khuyến nghị, lời khuyên, lời khuyên đầu tư, đầu tư, tài chính, khuyến nghị""",
    Cue.PAIR: """cặp, cặp tiền, đồng coin, đồng tiền, mã, tài sản giao dịch, mã cổ phiếu, cặp giao dịch, mã coin""",
    Cue.SIDE: """hướng, loại lệnh, vị thế loại, chiều lệnh, kiểu lệnh, xu hướng lệnh, chế độ ký quỹ, loại vị thế""",
    Cue.MOVE: """kéo xuống, chuyển lên, chuyển về, đẩy lên, đổi lại, đưa về, đưa lên, dời, kéo, chuyển, nâng, hạ, đặt, rời, đổi, thay đổi, điều chỉnh, chỉnh, sửa, cập nhật, dịch, dịch
        chuyển, di chuyển, đẩy, siết, đưa, cài, cài lại, đặt lại, kéo lên, dời lên, dời về, kéo về,
        nâng lên, hạ xuống, khóa, khoá, dời xuống, đổi sang, thu hẹp, siết lại, gài""",
    Cue.NEW: "mới, mới là, sửa lại, đính chính, thay bằng, điều chỉnh lại",
    Cue.CLOSE: """cắt, chốt lệnh, bán sạch, chấp nhận lỗ, cắt hết, cắt hết lệnh, cắt luôn, đóng, thoát, đóng lệnh, thoát lệnh, đóng vị thế, thoát vị thế, thoát hàng, thoát ra, cắt lệnh, chốt hết, chốt toàn bộ, chốt lời toàn bộ, chốt lời hết, đóng hết, ra hàng, xả hàng, xả,
        tất toán, thanh lý, out lệnh, thoát hết, bán hết, đóng toàn bộ, đã đóng, đã thoát, cắt bỏ,
        đóng sớm, thoát sớm, đóng tay, chốt sổ""",
    Cue.EXIT: """đã bán hết, đã ra hàng, mình đã thoát, mình đã đóng, mình đã bán, em đã thoát, mình ra rồi, đã chốt
        hết""",
    Cue.TRIM: """bán một phần, bán 1 phần, hạ bớt, bỏ túi, ăn non, chốt, chốt bớt, giảm, giảm bớt, chốt một phần, chốt 1 phần, chốt lời một phần, chốt lời 1 phần, chốt
        lãi một phần, hạ tỷ trọng, hạ tỉ trọng, giảm tỷ trọng, bán bớt, đóng bớt, đóng một phần,
        đóng 1 phần, cất bớt, cất lời, chốt non, chốt trước, chốt lời trước, chốt lời bớt, chốt lời
        dần, chốt dần, giảm vị thế, giảm khối lượng, hiện thực hóa lợi nhuận""",
    Cue.HALF: "một nửa, nửa, 1 nửa, một nửa vị thế, phân nửa, nửa lệnh, nửa vị thế",
    Cue.THIRD: "một phần ba, 1 phần ba, 1 phần 3, một phần 3",
    Cue.QUARTER: "một phần tư, 1 phần tư, 1 phần 4, một phần 4",
    Cue.PART: "một phần, 1 phần, bớt, một ít, phần nào, ít lợi nhuận, một phần lợi nhuận, một phần vị thế",
    Cue.ALL: "tất cả, toàn bộ, hết, hết lệnh, tất, toàn bộ lệnh, hết vị thế, hết sạch, full lệnh",
    Cue.REST: "nửa còn lại, một nửa còn lại, phần còn lại, còn lại, số còn lại, lệnh còn lại, vị thế còn lại, phần dư",
    Cue.CANCEL: """xóa lệnh limit, xóa limit, hủy lệnh chờ, huỷ lệnh chờ, bỏ, bỏ qua, không khớp, chưa khớp, hủy, huỷ, hủy lệnh, huỷ lệnh, bỏ lệnh, hủy bỏ, huỷ bỏ, hủy kèo, huỷ kèo, bỏ kèo, bỏ qua kèo, bỏ qua
        lệnh, bỏ qua tín hiệu, xóa lệnh, xoá lệnh, xóa, xoá, gỡ lệnh, rút lệnh, không vào nữa, không
        vào lệnh nữa, đừng vào, đừng vào lệnh, đừng mua, đừng bán, không còn hiệu lực, hết hiệu lực,
        không hợp lệ, vô hiệu, tín hiệu bị hủy, lệnh bị hủy, đã hủy, đã huỷ, hủy setup, bỏ setup""",
    Cue.ADD: """dca thêm, thêm, mua thêm, nhồi thêm, nhồi, nhồi lệnh, bán thêm, gia tăng, gia tăng vị thế, vào thêm, tăng vị
        thế, tăng khối lượng, thêm lệnh, trung bình giá, bình quân giá, gom thêm, thêm vị thế, tăng
        thêm""",
    Cue.REENTER: """long lại, short lại, tái lập, thử lại, vào lại, vào lại lệnh, mở lại, mua lại, bán lại, vào lệnh lại, tái vào lệnh, vô lại, mở lại lệnh, re
        entry lại""",
    Cue.BREAKEVEN: """entry, bằng giá vào, hòa vốn, hoà vốn, điểm hòa vốn, điểm hoà vốn, về entry, về giá vào, về giá vào lệnh, về điểm vào, về
        điểm vào lệnh, về giá entry, về hòa, về hoà, về hòa vốn, về hoà vốn, lên hòa vốn, lên entry,
        lên giá vào, không rủi ro, hết rủi ro, phi rủi ro, về điểm entry, về be, về bep, tại entry,
        về giá mua, về giá mở lệnh, giá vốn, về giá vốn, về vùng entry, dương sl""",
    Cue.SAME: """còn giữ, vẫn còn giữ, giữ nguyên, như cũ, giống cũ, không đổi, không thay đổi, giữ, giữ lệnh, tiếp tục giữ, sl giữ nguyên,
        tp giữ nguyên, vẫn giữ, giữ tiếp, y nguyên""",
    Cue.UPDATE: "cập nhật lệnh, cập nhật tình hình, cập nhật kèo, cập nhật về",
    Cue.POSITION: """vị thế, các lệnh, lệnh đang chạy, lệnh đang mở, vị thế đang mở, lệnh vàng, các vị thế, mọi lệnh, mọi
        vị thế, lệnh đang có""",
    Cue.LONGS: """các lệnh long, các lệnh mua, lệnh long đang mở, tất cả lệnh mua, tất cả lệnh long, tất cả long, toàn
        bộ lệnh mua, toàn bộ lệnh long, tất cả các lệnh long, tất cả các lệnh mua""",
    Cue.SHORTS: """các lệnh short, các lệnh bán, lệnh short đang mở, tất cả lệnh bán, tất cả lệnh short, tất cả short,
        toàn bộ lệnh bán, toàn bộ lệnh short, tất cả các lệnh short, tất cả các lệnh bán""",
    Cue.RESULT: """thoát sớm quá, chốt sớm quá, bán sớm quá, chạm, đạt, lãi, lời, đã chạm, đã đạt, chạm tp, đạt tp, hit tp, cán đích, về đích, khớp tp, dính sl,
        quét sl, chạm sl, bị quét, quét, lỗ, thắng, thua, kết quả, tổng kết, thống kê, báo cáo, chúc
        mừng, tuyệt vời, ăn, ăn tp, ăn đậm, húp, húp trọn, lụm, lời lãi, báo lãi, lãi ròng, thành
        tích, hiệu suất, tỷ lệ thắng lệnh, bay rồi, chạy đẹp, đã về, đạt mục tiêu, hoàn thành, đang
        lãi, đang lời, đang dương""",
    Cue.PAST: """hôm qua, tuần trước, đã, tối qua, hôm trước, hôm kia, tháng trước, năm ngoái, trước đó, hồi, lúc
        nãy, vừa qua, lúc trước, đêm qua, ngày hôm qua, kèo hôm qua, từng vào, thứ sáu tuần trước,
        hồi sáng, vừa rồi, trước kia, tuần vừa rồi""",
    Cue.CONDITION: """mỗi lần, nếu, khi, nếu như, khi nào, một khi, trong trường hợp, miễn là, chỉ khi, chờ khi, đợi khi, giả sử,
        trừ khi, nếu giá, khi giá, nếu đóng nến""",
    Cue.HEDGE: """nghe nói, người ta nói, nhóm khác, nhóm bên, có thể, chắc, chờ, đợi, theo dõi, chắc là, có lẽ, hình như, dường như, khả năng, khả năng cao, có
        khả năng, dự đoán, dự kiến, dự báo, kỳ vọng, hy vọng, mong, nghĩ, mình nghĩ, tôi nghĩ, theo
        mình, theo tôi, quan sát, canh, canh me, rình, ngóng, chờ đợi, chờ xem, xem xét, cân nhắc,
        định, đang tính, tính, dự định, kế hoạch, sắp, sắp tới, sắp có, ngày mai, mai, tuần sau,
        tuần tới, sẽ, muốn, chuẩn bị, sẵn sàng, tiềm năng, kịch bản, thú vị, hóng, đứng ngoài quan
        sát, biết đâu, haha, hihi, ý kiến, chuyên gia""",
    Cue.QUESTION: """sao, tại sao, gì, không, vì sao, thế nào, như thế nào, làm sao, khi nào vậy, bao giờ, bao nhiêu,
        đâu, ở đâu, nào, ai biết, có ai, ai có, hỏi, cho hỏi, cho mình hỏi, có nên, nên mua hay, hả,
        à, vậy, khảo sát, bình chọn, câu hỏi, mấy, phải không, đúng không, được không""",
    Cue.NEGATION: """đừng, chưa, chẳng, không nên, chớ, không có, không vào, không vào lệnh, không mua, không bán, tránh,
        đứng ngoài, không trade, không giao dịch, chưa vào, chưa có, chưa vào lệnh, không có lệnh,
        không có kèo, không đóng, không chốt, không hủy, nghỉ, nghỉ trade""",
    Cue.PROMO: """tham gia, nhóm vip, group vip, kênh vip, vào nhóm, đăng ký, khuyến mãi, giảm giá, miễn phí, ưu đãi,
        học phí, khóa học, khoá học, liên hệ, inbox, nhắn tin, ib, thành viên vip, slot cuối, số
        lượng có hạn, giới thiệu bạn, hoa hồng, quà tặng, tặng, trọn đời, mỗi tháng, link đăng ký,
        mã giới thiệu, mở tài khoản, hoàn phí""",
    Cue.EXAMPLE: """ví dụ, mẫu, định dạng, hướng dẫn, minh họa, minh hoạ, bài học, thử nghiệm, mô phỏng, giả định, kiến
        thức, giáo dục, mục đích giáo dục, cách đọc, demo, luyện tập, bài tập""",
    Cue.EXECUTED: """đã khớp, khớp lệnh, lệnh đã khớp, thanh lý lệnh, cháy tài khoản, cá voi, xác nhận, lệnh đã đặt, bị
        thanh lý, đã khớp lệnh""",
    Cue.INJECTION: """bỏ qua mọi, bỏ qua hướng dẫn, bỏ qua các hướng dẫn, hướng dẫn trước đó, mô hình ngôn ngữ, trợ lý,
        trả về json, đóng vai""",
    Cue.TODAY: "đáo hạn hôm nay",
    Cue.REASON: "vì, bởi vì",
    Cue.INSTEAD: "thay vì, thay cho",
    Cue.AFTER: "sau khi",
    Cue.TWO_THIRDS: "hai phần ba, 2 phần 3",
    Cue.THREE_QUARTERS: "ba phần tư",
}
WORDS = spelled(_LISTED, bare, least=2)
