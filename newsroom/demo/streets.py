"""Owns the demo pictures of places where people meet: market, bus stop, clinic, school yard."""

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
    SHADE,
    SIRIH,
    SUN,
    WOOD,
    Scene,
    bend,
)
from newsroom.demo.townsfolk import SKIN, awning, bus, child, heap, shrub, stander, tiled_roof, tree


def stall(s, x, w, colour, fruit):
    """One stall of the market: posts, cloth, counter and three heaps."""
    s.rects((x - 4, 190, 12, 390, WOOD), (x + w - 8, 190, 12, 390, WOOD))
    s.rects((x - 14, 486, w + 28, 20, PLANK, 6), (x - 4, 504, w + 8, 108, "#8F6240", 4))
    s.rects(*((x + 10 + i * 44, 512, 3, 94, "#6E4930") for i in range(int(w / 44))))
    for i, (tone, shine) in enumerate(fruit):
        heap(s.at(x + w * (0.18 + 0.32 * i), 478, 0.66), tone, shine)
    awning(s.at(x - 12, 178), w + 24, colour)
    for lamp in (0.3, 0.72):
        s.line(INK, 2.5, [(x + w * lamp, 268), (x + w * lamp, 300)])
        s.discs((x + w * lamp, 310, 34, "#FFF1CC44"), (x + w * lamp, 310, 11, SUN))


def pasar():
    s, dice = Scene("#F6C98B", "#FFF3D9"), random.Random(3)
    s.sun(980, 96, 44)
    s.rects(*((x, 330 - h, 92, h + 190, "#E0AE84") for x in range(-20, 1200, 90) for h in (dice.randint(80, 190),)))
    s.rects((0, 470, 1200, 280, "#C99B74"))
    for x, y in ((170, 560), (590, 560), (1010, 560)):
        stander(s.at(x, y, 1.28), (NILA, SAGA, LEAF)[x // 420], NIGHT, (KUNYIT, INK, CREAM)[x // 420], veil=x != 590)
    stall(s, 20, 340, SAGA, (("#D8392B", "#F2897C"), (KUNYIT, "#FFE9B0"), ("#6FA33B", "#B5D98A")))
    stall(s, 430, 340, NILA, (("#6B3F7B", "#A985B5"), ("#E58A2E", "#FFC98A"), ("#F0E3C0", "#FFFFFF")))
    stall(s, 840, 340, SIRIH, (("#86B24A", "#CFE6A4"), ("#C53A2E", "#EF8C80"), ("#E9B84A", "#FFE7A8")))
    s.poly("#B6855F", [(0, 612), (1200, 612), (1200, 750), (0, 750)])
    for y, gap in ((636, 150), (684, 190)):
        s.rects(*((x, y, gap - 26, 5, "#A5754F", 2) for x in range(-60, 1200, gap)))
    for x, y in ((455, 420), (745, 430)):
        for i in range(6):
            s.poly("#E9C43F", bend((x, y - 80 + i * 12), (x + 26, y - 60 + i * 12), (x + 18, y - 44 + i * 12)))
    buyer = s.at(392, 716, 1.35)
    stander(buyer, CREAM, SAGA, BARK, hand=(40, -70))
    s.poly("#A8743C", bend((412, 640), (452, 704), (494, 640)))
    s.discs((432, 634, 15, SIRIH), (456, 630, 17, LEAF), (476, 636, 13, SAGA))
    s.line("#7A5228", 5, bend((412, 642), (452, 566), (494, 642)))
    stander(s.at(818, 726, 1.4, flip=-1), "#7A4B8C", INK, "#E9D8C0", veil=True, hand=(36, -112))
    return s


def halte():
    s, dice = Scene("#41598F", "#D9E0E4"), random.Random(11)
    s.rects(*((x, 430 - h, 84, h, "#8194B8") for x in range(-10, 1200, 82) for h in (dice.randint(120, 300),)))
    s.rects(*((x, 440 - h, 66, h, "#667BA6") for x in range(10, 1200, 108) for h in (dice.randint(60, 190),)))
    s.rects(*((dice.randint(0, 1190), dice.randint(200, 420), 10, 14, "#FFE3A0", 2) for _ in range(46)))
    for x in (60, 1130):
        tree(s.at(x, 520, 0.9), ("#2F5F58", "#3F7A69", "#5E9A82"))
    s.rects((0, 500, 1200, 250, "#39415C"), (0, 494, 1200, 44, "#A9B2BF"), (0, 534, 1200, 10, "#7C8598"))
    bus(s.at(600, 646, 1.02), KUNYIT, NILA)
    s.rects((600, 650, 560, 66, "#F5B81C26", 10), (700, 676, 430, 40, "#B9D4E422", 10))
    s.ripples(0, 600, 1160, 140, "#C9D3E25A", 70)
    s.rects((70, 246, 14, 290, INK), (506, 246, 14, 290, INK), (92, 280, 406, 176, "#DCE9F04A", 8))
    s.rects((44, 216, 506, 30, NIGHT, 10), (44, 212, 506, 10, KUNYIT, 5), (300, 300, 88, 104, CREAM, 6))
    s.rects(*((312, y, 64 - y % 3 * 12, 6, BLUE, 3) for y in range(318, 396, 16)))
    s.rects((112, 466, 160, 12, PLANK, 5), (124, 478, 10, 58, INK), (250, 478, 10, 58, INK))
    stander(s.at(442, 536, 1.0), SIRIH, NIGHT, CREAM, veil=True)
    stander(s.at(356, 536, 1.05, flip=-1), CREAM, BLUE, BARK)
    waiting_in_a_wheelchair(s.at(196, 536))
    s.rects((572, 300, 10, 240, INK), (548, 268, 58, 58, SIRIH, 12), (562, 282, 30, 22, CREAM, 5))
    for _ in range(90):
        x, y = dice.randint(0, 1230), dice.randint(0, 560)
        s.line("#FFFFFF50", 2, [(x, y), (x - 9, y + 34)])
    return s


def waiting_in_a_wheelchair(c):
    c.discs((0, -36, 36, INK), (0, -36, 29, "#9AA6BC"), (0, -36, 5, INK), (52, -12, 12, INK))
    c.rects((-34, -104, 10, 66, INK, 4), (-30, -58, 66, 11, INK, 4))
    c.line(NIGHT, 19, [(-8, -66), (36, -66), (48, -16)])
    c.poly(SAGA, bend((-26, -58), (-32, -124), (-6, -128)), bend((6, -128), (26, -122), (20, -58)))
    c.line(SAGA, 13, [(8, -112), (26, -86), (44, -82)])
    c.discs((0, -154, 24, BARK, 25), (5, -150, 17, SKIN, 19), (11, -150, 2, INK))


def puskesmas():
    s = Scene("#9CC9DE", "#F2F5E4")
    s.sun(180, 130, 46)
    s.hill(430, 26, 200, 0.6, "#93BE9F")
    s.hill(470, 16, 120, 2.4, "#6EA583")
    tree(s.at(1110, 590, 1.25))
    s.rects((0, 572, 1200, 178, "#C9B48C"), (0, 566, 1200, 12, "#8DB06C"))
    s.rects((230, 330, 720, 256, CREAM), (230, 330, 720, 26, SHADE), (230, 548, 720, 38, MINT))
    tiled_roof(s.at(590, 330), 800, 110, CLAY, WOOD)
    s.rects((506, 372, 168, 214, "#E7EEE3", 4), (514, 384, 72, 202, "#7FA9B8", 4), (594, 384, 72, 202, "#7FA9B8", 4))
    s.rects((576, 470, 6, 40, INK, 3), (598, 470, 6, 40, INK, 3))
    for x in (272, 384, 706, 818):
        s.rects((x, 396, 92, 94, WOOD, 4), (x + 7, 403, 37, 80, "#BFDCE6"), (x + 49, 403, 37, 80, "#BFDCE6"))
        s.rects((x - 6, 488, 104, 9, WOOD, 3))
    sign_and_ramp(s)
    s.line(INK, 4, [(690, 536), (850, 590), (850, 640)])
    s.line(INK, 4, [(690, 536), (690, 590)])
    ambulance(s.at(60, 680))
    stander(s.at(560, 690, 1.15), "#FFFFFF", MINT, SIRIH, veil=True, hand=(40, -96))
    stander(s.at(644, 700, 1.1, flip=-1), KUNYIT, SAGA, BARK, hand=(30, -98))
    for x in (420, 900, 980, 1060):
        shrub(s.at(x, 596, 0.8))
    s.discs(*((x, 566 + x % 14, 7, (SAGA, KUNYIT)[x % 2]) for x in (394, 421, 440, 879, 906, 965, 994, 1041, 1070)))
    return s


def sign_and_ramp(s):
    s.discs((590, 272, 42, CREAM))
    s.rects((580, 244, 20, 56, SIRIH, 3), (562, 262, 56, 20, SIRIH, 3))
    s.poly("#E3D6B8", [(500, 586), (680, 586), (860, 640), (470, 640)])


def ambulance(a):
    a.rects((0, -150, 230, 124, "#FFFFFF", 14))
    a.poly("#FFFFFF", [(226, -140), (276, -136), (306, -84), (322, -74), (322, -26), (226, -26)])
    a.poly("#9CC3D3", [(236, -126), (268, -124), (292, -84), (236, -84)])
    a.rects(
        (0, -72, 322, 16, SIRIH),
        (36, -132, 70, 44, "#9CC3D3", 6),
        (196, -162, 30, 16, SAGA, 6),
        (0, -34, 322, 10, INK, 4),
    )
    a.rects((150, -130, 12, 44, SIRIH, 2), (134, -114, 44, 12, SIRIH, 2))
    for x in (64, 258):
        a.discs((x, -22, 32, INK), (x, -22, 16, "#A9B2BF"))


def lapangan():
    s = Scene("#8FC0E0", "#FBF3D8")
    for x, y, k in ((250, 100, 1), (760, 70, 1.2), (1060, 160, 0.8)):
        s.at(x, y, k).discs(*((dx, 0, r, "#FFFFFFC8", r * 0.6) for dx, r in ((-60, 34), (-10, 52), (46, 38))))
    s.hill(400, 22, 170, 1.1, "#8CB79A")
    tree(s.at(1080, 520, 1.3))
    s.rects((120, 318, 760, 184, "#F3E2B8"), (120, 468, 760, 34, SIRIH))
    tiled_roof(s.at(500, 318), 860, 96, "#B5533A", WOOD)
    classrooms(s)
    s.rects(*((x, 318, 10, 184, CREAM) for x in range(120, 890, 152)))
    s.rects((0, 498, 1200, 252, "#D9B98A"), (0, 498, 1200, 10, "#B8946A"))
    s.discs((600, 640, 420, "#E4C99E", 74), (600, 640, 404, "#D9B98A", 66))
    s.rects((946, 120, 9, 404, "#E9EBF1", 4), (916, 512, 70, 20, "#A9B2BF", 4))
    s.poly(SAGA, bend((955, 128), (1000, 112), (1050, 132)), bend((1050, 164), (1000, 146), (955, 160)))
    s.poly("#FFFFFF", bend((955, 160), (1000, 146), (1050, 164)), bend((1050, 196), (1000, 178), (955, 192)))
    s.line(CREAM, 5, bend((330, 596), (520, 350), (700, 596)) + bend((700, 596), (520, 720), (330, 596)))
    child(s.at(310, 664, 1.25, flip=-1), KUNYIT, NILA, INK, lift=4)
    child(s.at(515, 640, 1.25), SAGA, NIGHT, BARK, lift=34)
    child(s.at(722, 664, 1.25), CREAM, SAGA, INK, lift=4)
    child(s.at(900, 690, 1.3), LEAF, NIGHT, BARK, lift=12)
    child(s.at(140, 700, 1.35), BLUE, BARK, INK, lift=16)
    return s


def classrooms(s):
    for i, x in enumerate(range(158, 840, 116)):
        if i % 3 == 1:
            s.rects((x, 356, 62, 146, WOOD, 3), (x + 8, 364, 46, 50, "#8A5C40", 3), (x + 46, 430, 7, 7, KUNYIT, 3))
        else:
            s.rects((x - 8, 366, 84, 74, WOOD, 3), (x, 374, 30, 58, "#C4DFE8"), (x + 38, 374, 30, 58, "#C4DFE8"))
