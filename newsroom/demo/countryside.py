"""Owns the demo pictures of the land: a forest path, a railway bridge, a garden after the rain."""

import math
import random

from newsroom.demo.figures import (
    BARK,
    BLUE,
    CREAM,
    INK,
    KUNYIT,
    LEAF,
    MINT,
    NIGHT,
    NILA,
    SAGA,
    SHADE,
    SHINE,
    SIRIH,
    SUN,
    Scene,
    bend,
)
from newsroom.demo.townsfolk import SKIN, shrub, stander, tree, wide_leaf


def hutan():
    s, dice = Scene("#BFDDB0", "#EEF3C4"), random.Random(9)
    deep_wood(s, dice)
    s.hill(500, 16, 180, 2.0, "#5E9A68")
    s.poly(
        "#E4CF9A",
        bend((596, 470), (700, 540), (430, 620)),
        [(210, 750), (900, 750)],
        bend((720, 640), (860, 540), (632, 470)),
    )
    s.poly(
        "#D2B97F",
        bend((632, 470), (860, 540), (720, 640)),
        [(900, 750), (800, 750)],
        bend((640, 640), (800, 540), (626, 470)),
    )
    for x, w in ((40, 74), (196, 50), (880, 58), (1070, 96)):
        trunk(s, x, w)
    s.hill(706, 18, 90, 1.2, "#2B7A4C")
    for x, y, k in ((80, 716, 1.1), (240, 726, 0.8), (940, 724, 0.9), (1110, 712, 1.2), (1010, 736, 0.7)):
        fern(s.at(x, y, k))
    walkers(s)
    for x, y in ((330, 150), (760, 210), (520, 90)):
        s.poly(SAGA, bend((x - 20, y - 8), (x - 6, y - 16), (x, y)), bend((x, y), (x + 6, y - 16), (x + 20, y - 8)))
    return s


def walkers(s):
    stander(s.at(600, 640, 0.92), SAGA, NIGHT, BARK, hand=(26, -80))
    s.line(KUNYIT, 5, bend((582, 502), (556, 540), (566, 578)))
    s.poly(KUNYIT, bend((550, 576), (546, 624), (570, 626)), bend((570, 626), (592, 616), (586, 572)))
    stander(s.at(664, 566, 0.56), KUNYIT, BLUE, INK)


def deep_wood(s, dice):
    """Three rows of trunks, paler the farther, and the light between them."""
    for x in range(20, 1220, 66):
        s.rects((x + dice.randint(-16, 16), 0, dice.randint(12, 20), 500, "#9CC59A"))
    s.hill(420, 24, 150, 0.5, "#8FBE8C")
    for x in range(-10, 1220, 118):
        s.rects((x + dice.randint(-26, 26), 0, dice.randint(22, 34), 560, "#6FA67C"))
    for x, low in ((250, 60), (470, 360), (700, 680), (930, 1010)):
        s.poly("#FFFBE04A", [(x, 0), (x + 70, 0), (low + 150, 620), (low - 30, 620)])


def trunk(s, x, w):
    s.poly(
        "#3F5A3E",
        [(x, 0), (x + w, 0)],
        bend((x + w, 560), (x + w + 6, 690), (x + w + 54, 730)),
        bend((x - 54, 730), (x - 6, 690), (x, 560)),
    )
    s.rects((x + w * 0.62, 0, w * 0.22, 690, "#2F4732"))
    for y in range(60, 640, 96):
        s.line("#567651", 3, bend((x + 8, y), (x + w * 0.4, y + 14), (x + w * 0.56, y - 4)))
    y = 90 + x * 7 % 260
    s.discs((x + 6, y + 180, 20, LEAF, 12), (x + w, y + 300, 26, LEAF, 14), (x + w - 6, y, 24, MINT, 12))


def fern(f):
    for turn in (-1.15, -0.7, -0.25, 0.25, 0.7, 1.15):
        tip = (130 * math.sin(turn), -120 * math.cos(turn) + 22)
        middle = (64 * math.sin(turn), -104 * math.cos(turn) - 14)
        f.poly(
            LEAF if abs(turn) < 0.5 else SIRIH,
            bend((-5, 0), middle, tip),
            bend(tip, (middle[0] + 16, middle[1] + 22), (8, 0)),
        )


def kereta():
    s = Scene("#A9D0E6", "#FBF2D6")
    s.sun(930, 130, 48)
    s.hill(300, 44, 190, 2.6, "#A9C7C4")
    s.hill(370, 40, 150, 0.7, "#7FAE96")
    s.hill(470, 30, 210, 1.9, "#5C9474")
    s.hill(640, 26, 170, 3.2, "#86B463", "#6B9A4C")
    for x, y, k in ((146, 626, 0.42), (206, 634, 0.32), (842, 640, 0.36), (906, 636, 0.44), (1090, 640, 0.4)):
        tree(s.at(x, y, k))
    s.poly("#7FB2CF", bend((500, 620), (640, 660), (560, 750)), [(760, 750)], bend((760, 750), (760, 650), (600, 616)))
    viaduct(s)
    locomotive(s.at(96, 372))
    for x in (352, 614, 876, 1138):
        carriage(s.at(x, 372))
    s.hill(706, 20, 120, 0.3, "#3F8F62")
    for x, y in ((90, 724), (360, 730), (880, 726), (1080, 720)):
        shrub(s.at(x, y + 20, 1.1))
    return s


def viaduct(s):
    """Five arches of stone that carry the rails across the valley."""
    s.rects((0, 380, 1200, 46, "#C8B79A"), (0, 372, 1200, 12, "#A8977B"), (0, 420, 1200, 8, "#9C8A6E"))
    for x in range(20, 1200, 232):
        s.poly("#C8B79A", [(x, 424), (x + 64, 424), (x + 72, 720), (x - 8, 720)])
        s.poly("#AC9A7D", [(x + 44, 424), (x + 64, 424), (x + 72, 720), (x + 50, 720)])
        s.poly("#C8B79A", bend((x + 62, 500), (x + 66, 428), (x + 148, 426)), [(x + 62, 424)])
        s.poly("#C8B79A", bend((x + 234, 500), (x + 230, 428), (x + 148, 426)), [(x + 234, 424)])
        s.rects(*((x + dx, y, 22, 3, "#A8977B", 1) for y in range(450, 660, 36) for dx in (4, 30)))
    s.rects(*((x, 340, 5, 34, "#7E6E58") for x in range(10, 1200, 58)), (0, 350, 1200, 4, "#7E6E58"))


def locomotive(t):
    t.poly(SAGA, bend((0, -12), (2, -104), (66, -116)), [(246, -116), (246, -12)])
    t.poly("#CFE3EE", bend((22, -64), (30, -96), (66, -100)), [(88, -100), (88, -64)])
    t.rects((0, -48, 246, 14, CREAM), (112, -98, 40, 36, "#CFE3EE", 5), (196, -104, 36, 92, "#8A1B16", 4))
    t.discs((12, -30, 9, SUN))
    t.rects((-8, -14, 254, 12, INK, 5))
    for x in (44, 96, 160, 212):
        t.discs((x, -4, 15, INK), (x, -4, 6, "#A9B2BF"))


def carriage(t):
    t.rects(
        (0, -112, 252, 102, CREAM, 10), (0, -60, 252, 14, NILA), (8, -118, 236, 10, "#8C93A6", 5), (-8, -20, 12, 8, INK)
    )
    t.rects(*((16 + i * 46, -100, 34, 34, "#9CC3D3", 4) for i in range(5)))
    t.discs((34, -74, 8, SKIN), (128, -74, 8, SKIN), (216, -74, 8, SKIN))
    t.rects((0, -14, 252, 10, INK, 4))
    for x in (40, 76, 178, 214):
        t.discs((x, -4, 13, INK), (x, -4, 5, "#A9B2BF"))


def kebun():
    """A garden just after the rain."""
    s = Scene("#8FAECB", "#F5F0D2")
    for r, tone in ((410, "#E2574C55"), (392, "#F0A03C55"), (374, "#F5D04C55"), (356, "#6FB36F55"), (338, "#5A8FC955")):
        s.line(tone, 18, [(760 + r * math.cos(t / 40), 520 - r * math.sin(t / 40)) for t in range(127)])
    s.hill(430, 22, 190, 0.8, "#8DB79A")
    s.hill(470, 16, 110, 2.6, "#5E9A6C")
    s.rects((0, 500, 1200, 250, "#7A5A40"))
    s.rects(
        *((x, 436, 14, 90, "#D9C49A", 5) for x in range(-4, 1200, 44)),
        (0, 454, 1200, 9, "#C9B184"),
        (0, 492, 1200, 9, "#C9B184"),
    )
    wet_beds(s)
    dripping_leaves(s)
    watering_can(s.at(700, 690))
    return s


def dripping_leaves(s):
    wide_leaf(s.at(-20, 330, 1.7), "#1F7446", "#3F8F62", 240, 120)
    wide_leaf(s.at(-30, 520, 1.5), SIRIH, LEAF, 220, 40)
    wide_leaf(s.at(-30, 190, 1.35), LEAF, MINT, 230, 20)
    wide_leaf(s.at(1226, 360, 1.5, flip=-1), SIRIH, LEAF, 220, 90)
    wide_leaf(s.at(1230, 540, 1.3, flip=-1), LEAF, MINT, 220, 60)
    for x, y in ((180, 300), (300, 420), (250, 210), (210, 540), (330, 566), (1010, 430), (1080, 560), (940, 470)):
        s.poly(
            "#E6F3F8D8",
            bend((x, y - 16), (x + 12, y + 4), (x, y + 12)),
            bend((x, y + 12), (x - 12, y + 4), (x, y - 16)),
        )


def wet_beds(s):
    for row, y in enumerate((548, 596, 656)):
        s.rects((0, y, 1200, 20 + row * 5, "#5F432E", 12))
        for x in range(60 + row * 24, 1200, 96 + row * 16):
            seedling(s.at(x, y + 4, 0.8 + row * 0.28))
    for x, y, w in ((420, 700, 120), (860, 716, 160), (640, 630, 70)):
        s.discs((x, y, w, "#9DB9CF", w * 0.16), (x - 10, y - 2, w * 0.7, "#C9DCE6", w * 0.1))


def seedling(p):
    for side in (-1, 1):
        p.poly(
            LEAF, bend((0, -4), (side * 6, -40), (side * 34, -44)), bend((side * 34, -44), (side * 34, -12), (0, -4))
        )
    p.poly("#86B463", bend((0, 0), (-20, -36), (0, -62)), bend((0, -62), (20, -36), (0, 0)))


def watering_can(w):
    w.discs((10, 4, 92, SHADE, 12))
    w.line("#5F6E86", 11, [(52, -40), (112, -96)])
    w.poly("#74839B", [(98, -96), (126, -118), (136, -92), (114, -80)])
    w.poly("#74839B", [(-58, -92), (58, -92), (66, 4), (-66, 4)])
    w.rects((-62, -98, 124, 14, "#5F6E86", 6), (-44, -84, 12, 84, SHINE, 6))
    w.line("#5F6E86", 9, bend((-56, -84), (-124, -60), (-64, -10)))
    w.line("#5F6E86", 9, bend((-40, -94), (0, -150), (44, -94)))
