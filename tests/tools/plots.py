"""The charts and maps of the example pages."""

from __future__ import annotations

import math

from tests.tools.canvas import Canvas, curve, scatter

PEAKS = (("2011", 412), ("2015", 236), ("2018", 367), ("2020", 251), ("2024", 318), ("2025", 349))


def chart() -> Canvas:
    """Draw the chart of the peaks, the same figures as the table of the page."""
    c = Canvas(1400, 840)
    c.box((0, 0), (1400, 840), "#fdf9ee")
    c.text((80, 72), "Đỉnh nước từng mùa", 46, "#12444c", weight="Bold", anchor="lm")
    c.text((80, 122), "Vạch cao nhất trên cây thước, tính bằng cm", 27, "#6d6a5c", anchor="lm")
    floor, unit = 730, 1.25
    for level in range(0, 500, 100):
        y = floor - level * unit
        c.line([(130, y), (1330, y)], "#ddd5c0", 2)
        c.text((112, y), str(level), 24, "#8a8474", anchor="rm")
    y = floor - 300 * unit
    for x in range(130, 1330, 26):
        c.line([(x, y), (x + 14, y)], "#b4532a", 3)
    for i, (year, peak) in enumerate(PEAKS):
        x = 180 + i * 196
        top = floor - peak * unit
        colour, crest = ("#1b7f86", "#5fb8b2") if peak >= 300 else ("#c9a46a", "#e4c898")
        c.box((x, top), (116, floor - top), colour, 6)
        c.box((x, floor - 12), (116, 12), colour)
        for k in range(4):
            c.arc((x + 14.5 + 29 * k, top + 22), (14.5, 8), (180, 360), crest, 4)
        c.text((x + 58, top - 26), str(peak), 34, "#1d2730", weight="Bold")
        c.text((x + 58, floor + 38), year, 30, "#1d2730")
    c.text((434, y - 20), "mức tràn đồng: 300", 23, "#b4532a")
    c.line([(130, floor), (1330, floor)], "#12444c", 4)
    return c


def chart_map() -> Canvas:
    """Draw the map of the canals, sluices and the flooded ground."""
    c = Canvas(1400, 1000)
    c.box((0, 0), (1400, 1000), "#f3ecd2")
    for a, b, s in scatter(101, 80):
        x, y = a * 1400, b * 1000
        c.box((x, y), (80 + 90 * s, 50 + 50 * s), ("#ece2bd", "#e5e3b4", "#efe6cb")[int(s * 3)], 4)
    river = [(x, 150 + 60 * math.sin(x / 230) + x * 0.03) for x in range(-20, 1440, 10)]
    for half, colour in ((54, "#8cc7d4"), (44, "#5eb0c4")):
        banks = [(x, y - half) for x, y in river] + [(x, y + half) for x, y in reversed(river)]
        c.shape(banks, colour)
    ground = [
        (300, 430),
        (610, 396),
        (1010, 420),
        (1130, 560),
        (1060, 800),
        (700, 860),
        (380, 800),
        (260, 620),
    ]
    c.shape(ground, "#a8d8d8")
    inner = [(700 + (x - 700) * 0.86, 620 + (y - 620) * 0.86) for x, y in ground]
    c.shape(inner, "#7cc4c8")
    for a, b, s in scatter(104, 70):
        x, y = 360 + a * 680, 460 + b * 330
        c.arc((x, y), (16 + 8 * s, 6), (200, 340), "#b9e4e0", 3)
    for path in ([(420, 190), (400, 460), (470, 1010)], [(1010, 170), (960, 500), (900, 1010)]):
        c.line(path, "#3f97b0", 22)
    c.line([(-10, 900), (470, 915), (900, 900), (1410, 940)], "#3f97b0", 16)
    for i, (x, y) in enumerate(((404, 410), (978, 404), (432, 760), (930, 760))):
        c.disc((x, y), 25, None, "#ffffff")
        c.disc((x, y), 20, None, "#b4532a")
        c.text((x, y), str(i + 1), 25, "#ffffff", weight="Bold")
    for x, y in ((560, 500), (640, 690), (820, 520), (790, 740), (540, 730)):
        for dx, dy in ((0, 0), (26, 10), (-22, 14)):
            c.shape(
                [(x + dx - 14, y + dy), (x + dx, y + dy - 15), (x + dx + 14, y + dy)], "#8a4b32"
            )
            c.box((x + dx - 10, y + dy), (20, 14), "#fff6e0")
    for x, y in ((402, 330), (986, 310)):
        c.line([(x, y - 40), (x, y + 24)], "#ffffff", 6)
        c.shape([(x - 14, y + 18), (x, y + 44), (x + 14, y + 18)], "#ffffff")
    c.text((720, 164), "Sông Tiền", 40, "#ffffff", weight="Bold")
    c.text((700, 608), "Đồng Gò Tràm", 44, "#0f4f5a", weight="Bold")
    c.text((700, 652), "340 ha trữ nước", 28, "#0f4f5a")
    c.text((286, 300), "Kênh Xáng Cũ", 27, "#2b6f84")
    c.text((1126, 320), "Kênh Chữ Nhật", 27, "#2b6f84")
    c.text((1180, 890), "Kênh Ranh", 27, "#2b6f84")
    c.box((1090, 640), (262, 176), "#fffaf0", 8)
    for y, colour, words in ((680, "#b4532a", "Cửa cống"), (728, "#7cc4c8", "Vùng trữ nước")):
        c.disc((1126, y), 14, None, colour)
        c.text((1154, y), words, 24, "#33424a", anchor="lm")
    c.line([(1112, 776), (1140, 776)], "#3f97b0", 10)
    c.text((1154, 776), "Kênh đào", 24, "#33424a", anchor="lm")
    c.disc((110, 820), 52, None, "#fffaf0")
    c.shape([(110, 776), (124, 822), (110, 812), (96, 822)], "#b4532a")
    c.text((110, 846), "B", 24, "#33424a", weight="Bold")
    return c


def fish_chart() -> Canvas:
    """Draw how late the first catch has come, year by year."""
    c = Canvas(1400, 820)
    c.box((0, 0), (1400, 820), "#f6f8f4")
    c.text(
        (80, 70), "Mẻ cá linh đầu tiên, mỗi mùa một muộn", 44, "#163f3a", weight="Bold", anchor="lm"
    )
    c.text(
        (80, 120),
        "Ngày đầu mùa tại trạm Vàm Nao; vạch đứt: trung bình 2007–2016",
        26,
        "#66706a",
        anchor="lm",
    )
    years = (
        ("2018", 0),
        ("2019", 4),
        ("2020", 9),
        ("2021", 8),
        ("2022", 12),
        ("2023", 17),
        ("2024", 15),
        ("2025", 24),
        ("2026", 37),
    )
    for day, label in ((0, "21/8"), (10, "31/8"), (20, "10/9"), (30, "20/9"), (40, "30/9")):
        y = 690 - day * 12.2
        c.line([(170, y), (1330, y)], "#dde3da", 2)
        c.text((150, y), label, 24, "#7b857e", anchor="rm")
    for x in range(170, 1330, 28):
        c.line([(x, 678), (x + 15, 678)], "#b4532a", 3)
    places = [(220 + i * 132, 690 - day * 12.2) for i, (_, day) in enumerate(years)]
    c.shape([*places, (places[-1][0], 690), (places[0][0], 690)], "#cfe5de")
    c.line(places, "#1b7f76", 6)
    for (x, y), (year, _) in zip(places, years, strict=True):
        c.disc((x, y), 13, None, "#ffffff")
        c.disc((x, y), 9, None, "#1b7f76")
        c.text((x, 732), year, 27, "#1d2730")
    x, y = places[-1]
    c.text((x - 22, y - 34), "27/9", 36, "#b4532a", weight="Bold", anchor="rm")
    return c


def rain_map() -> Canvas:
    """Draw the map of the rain of one afternoon, a dot for each tin."""
    c = Canvas(1400, 940)
    c.box((0, 0), (1400, 940), "#f7f5ee")
    c.text((80, 72), "Một buổi chiều, một xã, 124 lon", 44, "#1d3c5a", weight="Bold", anchor="lm")
    c.text((80, 122), "Lượng mưa ngày 14/10/2026, tính bằng milimét", 26, "#6d6a62", anchor="lm")
    outline = [
        (150, 300),
        (420, 190),
        (820, 200),
        (1120, 260),
        (1290, 430),
        (1240, 690),
        (960, 850),
        (560, 860),
        (260, 760),
        (120, 540),
    ]
    c.shape(outline, "#e9e6d6")
    c.line([*outline, outline[0]], "#b9b29a", 3)
    for k in range(5):
        c.line(curve((260 + k * 24, 780), (520 + k * 20, 560), (640 + k * 40, 250)), "#d8d2bd", 3)
    c.line(curve((130, 640), (640, 700), (1260, 520)), "#9fc3d4", 12)
    tins = [(170 + a * 1080, 230 + b * 600, s) for a, b, s in scatter(97, 230)]
    inside = [t for t in tins if ((t[0] - 700) / 520) ** 2 + ((t[1] - 530) / 300) ** 2 < 1]
    for x, y, s in inside[:124]:
        off = abs((y - 250) - (x - 330) * 0.62) / 1.2
        rain = 25 + 71 * math.exp(-((off / 95) ** 2)) * (0.86 + 0.14 * s)
        shade = ("#b9d6ea", "#7fb2d6", "#3f83b8", "#1d4f86")[min(3, int((rain - 20) / 20))]
        c.disc((x, y), 5 + rain * 0.2, None, "#ffffff")
        c.disc((x, y), 3 + rain * 0.2, None, shade)
    c.text((640, 226), "đồi Con Voi", 28, "#6b5f43", weight="Bold")
    c.box((964, 640), (186, 44), "#fffdf6", 8)
    c.text((1057, 662), "xóm Trại: 96", 27, "#8d2f22", weight="Bold")
    for k, (shade, words) in enumerate(
        (("#b9d6ea", "20–39"), ("#7fb2d6", "40–59"), ("#3f83b8", "60–79"), ("#1d4f86", "từ 80"))
    ):
        x = 150 + k * 170
        c.disc((x, 900), 13, None, shade)
        c.text((x + 26, 900), words, 25, "#33424a", anchor="lm")
    return c
