"""Owns the demo pictures of every day: boats, a sail, a class, fields, a street, a kitchen, kites, a reef."""

import math
import random

from newsroom.demo.figures import (
    BARK,
    BLUE,
    CLAY,
    CREAM,
    INK,
    KUNYIT,
    LEAF,
    MINT,
    NIGHT,
    NILA,
    PLANK,
    SAGA,
    SAND,
    SHINE,
    SIRIH,
    SUN,
    WOOD,
    Scene,
    bend,
    branch,
    cyclist,
    fish,
    fly,
    palm,
    reader,
    sailboat,
    seamstress,
    shophouse,
)


def perahu():
    s = Scene("#EFB887", "#FFF3D6")
    s.sun(850, 318, 62)
    s.hill(400, 30, 210, 0.4, "#CBA7AE")
    s.hill(425, 20, 140, 2.2, "#9A90B4")
    for y, colour in ((430, "#8890C4"), (452, "#6C78B8"), (500, "#5463AB"), (570, "#43539E"), (655, "#36468F")):
        s.rects((0, y, 1200, 750 - y, colour))
    s.ripples(770, 434, 90, 306, "#FFE3A6D0", 60)
    s.ripples(0, 440, 1200, 305, "#B5BDE570", 61)
    for x, y, k in ((1040, 456, 0.42), (655, 442, 0.26), (430, 560, 1.5)):
        sailboat(s.at(x, y, k))
    for x, y in ((210, 150), (262, 124), (320, 168)):
        s.line(
            NIGHT, 3, bend((x - 18, y - 6), (x - 8, y - 12), (x, y)) + bend((x, y), (x + 8, y - 12), (x + 18, y - 6))
        )
    s.poly(WOOD, [(700, 694), (1200, 640), (1200, 694)])
    s.rects((700, 692, 500, 11, BARK))
    for x, y in ((770, 640), (900, 628), (1040, 616), (1170, 604)):
        s.rects((x, y, 20, 160, BARK, 3), (x - 4, y - 8, 28, 13, PLANK, 4))
    return s


def layar():
    s = Scene("#F9D9A8", "#FFF6E0")
    s.sun(600, 250, 52)
    s.rects((0, 380, 1200, 240, "#8FA0CC"), (0, 430, 1200, 190, "#7385BC"))
    s.ripples(520, 384, 120, 176, "#FFE9B0C0", 26)
    sailboat(s.at(760, 400, 0.34))
    s.rects((0, 482, 1200, 15, WOOD, 4), (0, 590, 1200, 160, PLANK), (0, 584, 1200, 16, WOOD))
    s.rects(*((x, 494, 9, 92, "#9A6B4B") for x in range(30, 1200, 48)))
    for x in range(-20, 1300, 88):
        s.line("#61402B", 3, [(x + (600 - x) * 0.1, 600), (x, 750)])
    s.rects((70, 60, 40, 540, BARK), (1090, 60, 40, 540, BARK))
    s.poly(BARK, [(0, 0), (1200, 0), (1200, 66), (1010, 112), (190, 112), (0, 66)])
    s.rects((0, 100, 1200, 18, PLANK))
    seamstress(s.at(300, 690), SAGA, KUNYIT)
    seamstress(s.at(900, 690, flip=-1), SIRIH, CREAM)
    s.poly(NILA, bend((330, 640), (600, 560), (870, 640)), bend((1030, 738), (610, 700), (160, 742)))
    for top, low in ((420, 340), (540, 500), (660, 700), (780, 880)):
        s.line(BLUE, 4, bend((top, 618), ((top + low) / 2 + 8, 670), (low, 722)))
    s.line(CREAM, 4, bend((345, 646), (600, 574), (855, 646)))
    return s


def kelas():
    s, dice = Scene("#E3E7D3", "#E9EBDD"), random.Random(5)
    s.rects((0, 352, 1200, 398, "#CDA877"), *((0, y, 1200, 3, "#BB9563") for y in (400, 468, 560, 668)))
    s.rects((0, 344, 1200, 12, "#A98458"), (90, 70, 250, 276, WOOD, 6))
    for y in (82, 170, 258):
        s.rects((102, y, 226, 78, BARK))
        for x in range(108, 310, 19):
            h = dice.randint(46, 70)
            s.rects((x, y + 78 - h, dice.randint(13, 17), h, dice.choice((SAGA, KUNYIT, LEAF, BLUE, CREAM, CLAY)), 2))
    s.rects((408, 58, 404, 222, WOOD, 8), (420, 70, 380, 198, SIRIH, 4), (450, 234, 320, 4, CREAM))
    s.rects(
        *((x, 232 - h, 32, h, CREAM) for x, h in ((470, 46), (528, 80), (586, 64), (702, 98))),
        (644, 116, 32, 116, KUNYIT),
    )
    s.rects((880, 60, 240, 230, "#BFD9E8", 4))
    s.sun(1050, 128, 28)
    s.poly("#7FA88B", bend((880, 290), (950, 150), (1030, 290)))
    s.poly("#7FA88B", bend((980, 290), (1090, 170), (1120, 230)), [(1120, 290)])
    s.rects((994, 60, 12, 230, CREAM), (880, 168, 240, 10, CREAM), (868, 286, 264, 14, CREAM))
    s.discs(*((600, 600, r, c, r * 0.31) for r, c in ((510, SAGA), (490, SAND), (430, "#E8C98F"), (412, "#F3DFB6"))))
    reader(s.at(430, 548, 0.95), NILA, INK)
    reader(s.at(770, 548, 0.95), SAGA, BARK)
    reader(s.at(250, 690, 1.3), KUNYIT, BARK)
    reader(s.at(950, 690, 1.3), LEAF, INK)
    return s


def sawah():
    s = Scene("#AFCBE4", "#FFF0C4")
    s.sun(290, 210, 52)
    s.poly("#7F90BA", bend((440, 420), (680, 300), (775, 108)), [(806, 124)], bend((846, 112), (950, 310), (1190, 420)))
    s.poly("#6A7AA6", [(826, 200), (872, 270), (850, 340), (900, 420)], bend((1190, 420), (950, 310), (846, 112)))
    s.hill(360, 26, 190, 0.3, "#86AE9C")
    s.hill(405, 20, 130, 1.8, "#5C9474")
    for i, colour in enumerate(
        ("#D9C25A", "#86B463", "#C7B84E", "#5E9E5A", "#E3C95E", "#3F8F62", "#B9B048", "#1F7446")
    ):
        s.hill(434 + i * 42, 21, 250 - i * 9, i * 1.9, colour, "#56702F")
    for x, y, shirt in ((470, 560, NILA), (540, 590, SAGA)):
        s.rects((x - 13, y - 30, 26, 44, shirt, 10))
        s.poly("#FFE9B0", [(x - 32, y - 30), (x, y - 58), (x + 32, y - 30)])
    s.poly(WOOD, [(900, 540), (985, 480), (1070, 540)])
    s.rects((918, 540, 10, 66, BARK), (1042, 540, 10, 66, BARK), (912, 572, 146, 11, BARK))
    palm(s.at(150, 700, 1.25))
    palm(s.at(60, 720, 0.95))
    return s


def kota():
    s, dice = Scene("#20265A", "#F2A667"), random.Random(8)
    s.discs(*((dice.uniform(0, 1200), dice.uniform(0, 210), dice.uniform(1, 2.4), "#FFF6E3B0") for _ in range(40)))
    s.poly(SUN, bend((240, 76), (160, 150), (280, 160)), bend((280, 160), (210, 150), (240, 76)))
    s.rects(*((x, 600 - h, 76, h, "#6E5A83") for x in range(-10, 1200, 74) for h in (dice.randint(200, 330),)))
    row = ((-20, 190, 300, "#39306A"), (170, 160, 236, "#A8503C"), (330, 210, 340, NILA), (540, 170, 262, "#C98A3C"))
    for x, w, h, wall in (*row, (710, 200, 306, "#40336B"), (910, 180, 230, "#8A3A3A"), (1090, 200, 318, "#2A2F66")):
        shophouse(s.at(x, 600), w, h, wall, dice)
    s.rects((0, 600, 1200, 150, "#1B1C3A"), (0, 600, 1200, 14, "#7A6890"))
    s.rects(*((x, 712, 70, 7, KUNYIT, 3) for x in range(20, 1200, 130)))
    for x in (130, 610, 1090):
        s.rects((x, 240, 9, 370, INK), (x - 44, 262, 96, 7, INK))
        s.discs((x - 36, 296, 44, "#FFE9B038"), (x - 36, 288, 13, SUN))
        s.line(INK, 2.4, bend((x - 480, 264), (x - 240, 304), (x, 264)))
    cyclist(s.at(430, 694))
    return s


def beside_the_stove(s):
    """What hangs above the counter, and what lies ready on it: vegetables, and a bowl of yellow broth."""
    s.rects((80, 128, 1040, 15, WOOD, 3))
    jars = ((124, 78, SAGA), (204, 96, KUNYIT), (290, 70, LEAF), (374, 88, CREAM), (900, 92, NILA), (986, 72, CLAY))
    for x, h, colour in jars:
        s.rects((x, 128 - h, 62, h, colour, 10), (x + 10, 150 - h, 12, h - 40, SHINE, 6))
        s.rects((x + 7, 120 - h, 48, 14, WOOD, 3))
    for x, y in ((850, 260), (920, 294), (990, 246)):
        s.rects((x - 3, 142, 6, y - 142, "#4A5163"))
        s.discs((x, y + 12, 27, "#4A5163", 21))
    for x in (150, 172, 196, 216, 240):
        s.line(SIRIH, 3, [(196, 142), (x, 200)])
        s.poly(SAGA, bend((x, 190), (x + 16, 232), (x - 4, 262)), bend((x - 4, 262), (x - 20, 226), (x, 190)))
    s.poly(CLAY, bend((82, 506), (100, 580), (190, 580)), bend((190, 580), (280, 580), (298, 506)))
    s.discs(
        (126, 496, 30, KUNYIT), (240, 496, 30, LEAF), (160, 474, 30, SAGA), (210, 472, 30, CLAY), (186, 498, 30, SAGA)
    )
    s.rects((74, 500, 232, 14, "#A85B38", 7))
    s.poly(CREAM, bend((880, 496), (900, 584), (1000, 580)), bend((1000, 580), (1100, 584), (1120, 496)))
    s.discs(
        (1000, 496, 120, CREAM, 26), (1000, 496, 104, KUNYIT, 19), (956, 494, 17, CREAM, 7), (1030, 494, 17, LEAF, 7)
    )


def dapur():
    s = Scene("#F7E3C2", "#F3D7AC")
    for y in range(0, 576, 72):
        row = range(-(y % 144) // 2, 1200, 72)
        s.rects(*((x + 2, y + 2, 68, 68, f"#FFF8E8{(x * 7 + y * 3) % 5 * 40:02X}", 4) for x in row))
    s.rects((0, 576, 1200, 174, "#3B2A4A"), *((x, 624, 250, 140, "#4A375C", 8) for x in range(40, 1200, 290)))
    s.rects((0, 566, 1200, 28, "#EADBC0"), (410, 524, 380, 44, INK, 8))
    for x in range(470, 720, 46):
        s.poly(KUNYIT, bend((x, 526), (x + 4, 506), (x + 18, 490)), bend((x + 18, 490), (x + 32, 506), (x + 36, 526)))
    s.poly(NILA, bend((762, 360), (770, 498), (690, 498)), bend((510, 498), (430, 498), (438, 360)))
    s.rects((420, 342, 360, 28, "#3E4E96", 12), (470, 390, 18, 62, BLUE, 9))
    s.rects((384, 392, 50, 20, NIGHT, 10), (766, 392, 50, 20, NIGHT, 10))
    for x in (520, 600, 680):
        s.line("#FFFBF2", 13, [(x + 15 * math.sin((t + x) / 18), 326 - t) for t in range(0, 130, 3)])
    beside_the_stove(s)
    return s


def layangan():
    s = Scene("#4363B4", "#E6EEF0")
    for x, y, k in ((230, 120, 1), (930, 96, 1.25), (590, 300, 0.75), (1090, 330, 0.6)):
        cloud = s.at(x, y, k)
        cloud.discs(*((dx, 0, r, "#F3F6F9") for dx, r in ((-60, 30), (-20, 46), (32, 38), (72, 24))))
        cloud.rects((-92, 0, 190, 30, "#F3F6F9", 15))
    s.hill(585, 26, 240, 1.0, "#9CC88A")
    s.hill(635, 22, 160, 2.6, "#63A56C")
    fly(s, (215, 672, 0.8), (130, 330, 0.75), MINT, SIRIH)
    fly(s, (330, 690, 1.1), (410, 210, 1.5), KUNYIT, SAGA)
    fly(s, (600, 660, 0.85), (745, 180, 1.05), SAGA, CREAM)
    fly(s, (880, 684, 1), (1010, 260, 1.15), CREAM, NILA)
    s.hill(722, 12, 110, 0.5, "#2B7A4C")
    return s


def corals(s):
    branch(s, 210, 700, 1.62, 108, "#E2574C", 20)
    branch(s, 1110, 716, 1.5, 78, KUNYIT, 14)
    s.poly("#3E8F86", bend((560, 700), (600, 640), (590, 560)), bend((640, 560), (630, 640), (670, 700)))
    s.poly("#5FB7A6", bend((440, 540), (610, 500), (790, 540)), bend((790, 540), (610, 600), (440, 540)))
    s.discs(*((x, 534 - 8 * math.sin((x - 440) / 111), 9, MINT, 7) for x in range(470, 770, 24)))
    s.poly("#C99A4B", bend((330, 716), (340, 560), (430, 580)), bend((430, 580), (530, 560), (540, 716)))
    for x, h in ((352, 66), (392, 100), (432, 116), (472, 106), (512, 66)):
        s.line("#8F6627", 6, [(x + 9 * math.sin(t / 9 + x), 700 - t) for t in range(0, h, 3)])
    for x, h, colour in ((880, 170, "#8E62A8"), (920, 240, "#A274BC"), (962, 200, "#8E62A8"), (1000, 140, "#A274BC")):
        s.rects((x - 19, 704 - h, 38, h + 10, colour, 18))
        s.discs((x, 716 - h, 13, NIGHT, 7))
    s.discs((790, 704, 52, "#E98B6A", 26))
    for x in range(-40, 41, 10):
        s.line("#B9583F", 2, [(790 + x * 0.2, 694), (790 + x, 704 - abs(x) * 0.1)])


def karang():
    s = Scene("#5CC0C9", "#17366F")
    for x, low, w in ((180, 0, 90), (420, 340, 130), (700, 740, 100), (960, 1140, 150)):
        s.poly("#FFFFFF1C", [(x, 0), (x + w, 0), (low + w * 1.9, 750), (low - w * 0.6, 750)])
    s.hill(590, 34, 170, 1.4, "#275A86")
    s.hill(650, 26, 210, 3.2, "#1F4677")
    s.hill(700, 12, 160, 0.8, "#E3CB9A")
    corals(s)
    for x, y, k in ((330, 230, 1), (450, 300, 0.7), (250, 330, 0.6)):
        fish(s.at(x, y, k), KUNYIT, CREAM)
    for x, y, k in ((880, 250, 1.35), (1030, 340, 0.8)):
        fish(s.at(x, y, k, flip=-1), "#F07F3C", "#FFFFFF")
    s.ripples(60, 20, 1080, 40, SHINE, 30)
    return s
