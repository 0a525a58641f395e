"""Owns the demo pictures of rooms and tables: a loom, a meal from above, a rice mill, gongs."""

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
    NIGHT,
    NILA,
    PLANK,
    SAGA,
    SHADE,
    SHINE,
    SIRIH,
    SUN,
    WOOD,
    Scene,
    bend,
)
from newsroom.demo.townsfolk import SKIN, stander


def band(s, x, y, w, tones, step):
    """One woven band of lozenges."""
    ground, figure, heart = tones
    s.rects((x, y, w, step, ground))
    for middle in range(int(x + step / 2), int(x + w), int(step)):
        r, cy = step * 0.42, y + step / 2
        s.poly(figure, [(middle, cy - r), (middle + r, cy), (middle, cy + r), (middle - r, cy)])
        s.poly(heart, [(middle, cy - r / 2), (middle + r / 2, cy), (middle, cy + r / 2), (middle - r / 2, cy)])


def tenun():
    s = Scene("#EBD3AC", "#F6E6C6")
    s.rects(
        *((x, 0, 3, 560, "#DDBF8E") for x in range(0, 1200, 74)),
        (0, 560, 1200, 190, "#9A6B4B"),
        (0, 552, 1200, 14, WOOD),
    )
    s.rects((60, 90, 210, 240, WOOD, 4), (74, 104, 182, 212, "#BFDDE6"), (160, 90, 10, 240, WOOD))
    s.poly("#7FAE8C", bend((74, 316), (120, 220), (180, 316)), bend((140, 316), (210, 230), (256, 316)))
    s.rects((300, 60, 24, 600, BARK, 6), (876, 60, 24, 600, BARK, 6), (270, 84, 660, 26, WOOD, 12))
    cloth(s)
    s.rects((280, 660, 640, 28, WOOD, 14))
    for x, tone in ((990, SAGA), (1060, KUNYIT), (1130, NILA)):
        skein(s, x, tone)
    s.rects((950, 120, 230, 12, WOOD, 5))
    basket(s.at(1070, 690))
    weaver(s.at(600, 768, 1.05))
    return s


def cloth(s):
    for x in range(338, 864, 7):
        s.line((NILA, SAGA, KUNYIT, NILA)[x // 7 % 4], 2, [(x, 104), (x, 400)])
    s.rects((290, 250, 620, 16, PLANK, 8), (290, 330, 620, 20, WOOD, 10))
    pattern = (
        (SAGA, KUNYIT, NIGHT),
        (NIGHT, CREAM, SAGA),
        (NILA, KUNYIT, CREAM),
        (SAGA, CREAM, NILA),
        (NIGHT, KUNYIT, SAGA),
    )
    for i, tones in enumerate(pattern):
        s.rects((334, 396 + i * 56, 532, 12, KUNYIT))
        band(s, 334, 404 + i * 56, 532, tones, 48)


def skein(s, x, tone):
    s.line(WOOD, 4, [(x, 126), (x, 150)])
    s.poly(tone, bend((x - 24, 160), (x - 30, 300), (x, 330)), bend((x, 330), (x + 30, 300), (x + 24, 160)))
    for dx in (-14, -4, 6, 16):
        s.line(SHADE, 2, bend((x + dx, 160), (x + dx * 1.2, 260), (x + dx * 0.3, 322)))
    s.rects((x - 28, 150, 56, 22, CREAM, 8))


def basket(b):
    b.discs((-34, -80, 30, SAGA), (22, -84, 32, NILA), (-6, -98, 28, KUNYIT), (50, -74, 24, SIRIH))
    b.poly("#C49A5E", [(-84, -72), (84, -72), (64, 6), (-64, 6)])
    for y in range(-60, 0, 18):
        b.line("#A67C42", 4, [(-80 - y * -0.1, y), (80, y)])
    b.rects((-90, -80, 180, 14, "#A67C42", 6))


def weaver(w):
    """Seen from behind, at work: the cloth lies before her."""
    w.poly(SIRIH, bend((-150, 0), (-140, -178), (-40, -196)), bend((40, -196), (140, -178), (150, 0)))
    w.line(SIRIH, 44, bend((-104, -150), (-170, -120), (-150, -200)))
    w.line(SIRIH, 44, bend((104, -150), (170, -120), (150, -200)))
    w.discs((-148, -214, 22, SKIN), (148, -214, 22, SKIN))
    w.rects((-20, -226, 40, 40, "#8E583B", 14))
    w.discs((0, -262, 54, INK, 58), (0, -232, 34, INK, 28), (-26, -230, 5, KUNYIT))
    w.poly(SHADE, bend((-20, -190), (0, -60), (-30, 0)), bend((30, 0), (0, -60), (20, -190)))


def meja():
    """A meal seen from above."""
    s, dice = Scene("#A9744E", "#9A6844"), random.Random(4)
    for y in range(0, 750, 94):
        s.rects(
            (0, y, 1200, 4, "#7F5335"),
            *((dice.randint(0, 1100), y + dice.randint(14, 80), 120, 3, "#8E5E3D", 2) for _ in range(7)),
        )
    s.rects((0, 286, 1200, 178, NILA), (0, 294, 1200, 5, KUNYIT), (0, 451, 1200, 5, KUNYIT))
    for x in range(34, 1200, 68):
        for y in (336, 414):
            s.poly(BLUE, [(x, y - 26), (x + 26, y), (x, y + 26), (x - 26, y)])
            s.discs((x, y, 8, CREAM))
    s.discs((606, 386, 226, SHADE))
    leaf_of_rice(s)
    dishes(s, dice)
    for x, y in ((190, 590), (320, 650)):
        s.discs(
            (x + 6, y + 8, 62, SHADE), (x, y, 60, "#D9E4EA"), (x, y, 48, "#8A4B22"), (x - 14, y - 16, 14, "#B9763E")
        )
    s.line("#C9D0DA", 9, [(790, 640), (850, 520)])
    s.discs((856, 508, 18, "#C9D0DA", 26))
    return s


def dishes(s, dice):
    plate(s, 208, 192, 116, "#E9EBF1")
    fish_on_a_plate(s.at(208, 192))
    plate(s, 1000, 190, 108, CREAM)
    s.discs(
        *(
            (
                1000 + dice.uniform(-56, 56),
                190 + dice.uniform(-50, 50),
                17,
                dice.choice((SIRIH, LEAF, "#86B463", KUNYIT)),
            )
            for _ in range(40)
        )
    )
    plate(s, 1010, 588, 92, "#8C93A6")
    s.discs(
        (1010, 588, 66, "#B3261E"),
        *((1010 + dice.uniform(-40, 40), 588 + dice.uniform(-40, 40), 5, "#F0B05A") for _ in range(24)),
    )


def leaf_of_rice(s):
    s.poly("#1F7446", bend((386, 372), (600, 120), (822, 376)), bend((822, 376), (600, 620), (386, 372)))
    s.discs((600, 372, 206, SIRIH), (600, 372, 180, LEAF))
    s.discs((600, 366, 112, "#E9B93C"), (592, 356, 84, "#F5CB57"), (584, 346, 50, "#FBDD86"), (580, 340, 20, "#FFEDB8"))
    for turn in range(10):
        a = turn * math.pi / 5
        x, y = 600 + 150 * math.cos(a), 372 + 150 * math.sin(a)
        s.discs((x, y, 25, (SAGA, CREAM, "#6FA33B", CLAY, SUN)[turn % 5]), (x - 5, y - 6, 8, SHINE))


def plate(s, x, y, r, rim):
    s.discs(
        (x + 8, y + 10, r, SHADE),
        (x, y, r, rim),
        (x, y, r * 0.86, NILA),
        (x, y, r * 0.82, rim),
        (x, y, r * 0.7, "#FFFFFF"),
    )


def fish_on_a_plate(f):
    f.poly("#8A4B22", [(-52, 0), (-84, -30), (-76, 0), (-84, 30)])
    f.poly("#A45C2A", bend((-60, 0), (0, -66), (76, 0)), bend((76, 0), (0, 66), (-60, 0)))
    for x in (-24, 0, 24):
        f.line("#6E3817", 5, bend((x, -26), (x + 12, 0), (x, 26)))
    f.discs((54, -5, 5, CREAM), (-6, -44, 15, "#F2D94C"), (24, 46, 13, "#F2D94C"), (-30, 40, 10, LEAF))


def penggilingan():
    s = Scene("#D8C29A", "#EFE0BE")
    s.rects(*((x, 0, 58, 470, tone) for x, tone in ((i * 60, ("#C7AE82", "#CEB68B")[i % 2]) for i in range(20))))
    s.poly(BARK, [(0, 0), (1200, 0), (1200, 40), (600, 92), (0, 40)])
    for x in (170, 590, 1010):
        s.rects((x, 60, 22, 440, WOOD))
    s.rects((690, 130, 250, 190, "#CFE3EE"), (806, 130, 12, 190, WOOD), (690, 218, 250, 10, WOOD))
    s.poly("#FFF6D04A", [(690, 130), (940, 130), (760, 700), (300, 700)])
    s.rects((0, 490, 1200, 260, "#A98A64"), (0, 484, 1200, 12, "#8A6D4A"))
    mill(s.at(390, 600))
    for x, y, k in (
        (850, 640, 1),
        (990, 650, 1.05),
        (920, 560, 0.95),
        (1110, 640, 1),
        (1060, 556, 0.95),
        (780, 710, 1.1),
    ):
        sack(s.at(x, y, k))
    s.poly("#F3E6B4", bend((470, 700), (560, 560), (660, 700)))
    s.poly("#FFF6DC", bend((500, 696), (560, 590), (620, 696)))
    stander(s.at(180, 690, 1.5), KUNYIT, NILA, SAGA, veil=True, hand=(46, -112))
    stander(s.at(692, 706, 1.45, flip=-1), BLUE, NIGHT, INK, hand=(40, -70))
    s.discs(*((560 + 9 * math.sin(t), 470 + t * 5, 3, "#FFF6DC") for t in range(22)))
    return s


def mill(m):
    m.discs((20, 96, 210, SHADE, 18))
    m.poly("#B5483A", [(-120, -320), (120, -320), (50, -210), (-50, -210)])
    m.rects((-126, -332, 252, 18, "#8A3227", 6), (-44, -214, 88, 60, "#8C93A6", 6))
    m.rects((-110, -160, 250, 150, SIRIH, 14), (-96, -146, 222, 26, LEAF, 8), (-120, -14, 270, 22, INK, 6))
    m.rects((-100, 6, 22, 88, INK), (106, 6, 22, 88, INK))
    m.discs((-60, -70, 54, INK), (-60, -70, 42, "#A9B2BF"), (-60, -70, 10, INK))
    for turn in range(6):
        a = turn * math.pi / 3
        m.line(INK, 5, [(-60, -70), (-60 + 42 * math.cos(a), -70 + 42 * math.sin(a))])
    m.poly("#8C93A6", [(136, -130), (196, -104), (186, -78), (136, -86)])
    m.discs((40, -70, 26, CREAM), (40, -70, 20, "#FFFFFF"))
    m.line(SAGA, 4, [(40, -70), (52, -82)])


def sack(k):
    k.poly("#E6D3A3", bend((-58, 0), (-70, -96), (-30, -110)), bend((30, -110), (70, -96), (58, 0)))
    k.poly("#D4BE88", bend((20, -104), (68, -96), (58, 0)), [(16, 0)])
    k.poly("#E6D3A3", bend((-20, -108), (-30, -136), (-10, -134)), bend((10, -134), (30, -136), (20, -108)))
    k.line(SAGA, 6, [(-24, -108), (24, -108)])
    k.rects((-34, -74, 60, 7, NILA, 3), (-34, -56, 44, 7, NILA, 3))
