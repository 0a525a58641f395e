"""Owns the demo pictures of lake and river: a volcano over the water, houses on stilts."""

import random

from newsroom.demo.figures import (
    BARK,
    INK,
    KUNYIT,
    LEAF,
    PLANK,
    SAGA,
    SHADE,
    SIRIH,
    WOOD,
    Scene,
    bend,
    palm,
)
from newsroom.demo.townsfolk import SKIN, shrub


def gunung():
    s, dice = Scene("#2A2B66", "#F4A77B"), random.Random(21)
    s.discs(*((dice.uniform(0, 1200), dice.uniform(0, 250), dice.uniform(1, 2.6), "#FFF6E3C0") for _ in range(60)))
    volcano(s)
    s.hill(500, 26, 190, 0.9, "#3C3A66")
    s.hill(526, 14, 120, 2.2, "#2C3258")
    s.rects((0, 540, 1200, 210, "#5B5586"), (0, 610, 1200, 140, "#45457A"))
    s.poly("#7A608C66", [(330, 540), (930, 540), (640, 700)])
    s.ripples(470, 544, 300, 180, "#FFC98A70", 46)
    s.ripples(0, 548, 1160, 190, "#B9A9C850", 60)
    village_lights(s, dice)
    s.hill(728, 20, 150, 0.4, "#1A1D3D")
    for x, k in ((70, 1.15), (166, 0.8), (1130, 1.2)):
        palm(s.at(x, 742, k))
    return s


def volcano(s):
    for x, y, r, tone in (
        (640, 118, 58, "#7B6A93"),
        (700, 84, 74, "#8C7A9F"),
        (790, 66, 84, "#9B88A8"),
        (900, 62, 66, "#A794AE"),
    ):
        s.discs((x, y, r, tone, r * 0.62))
    s.discs((616, 160, 84, "#F5B81C38"), (616, 164, 46, "#FFD97860"))
    s.poly(
        "#5A4A7C",
        bend((150, 520), (430, 470), (560, 178)),
        [(590, 196), (640, 190)],
        bend((676, 174), (800, 470), (1130, 520)),
    )
    s.poly("#473B6B", [(640, 190)], bend((676, 174), (800, 470), (1130, 520)), bend((720, 520), (690, 380), (640, 190)))
    s.line("#FFB347", 7, bend((612, 190), (588, 260), (622, 320)))
    s.line("#F28A3C", 5, bend((622, 320), (600, 370), (630, 420)))
    s.line("#FFB347", 5, bend((632, 194), (664, 240), (650, 296)))


def village_lights(s, dice):
    """Small houses along the shore, every window lit, and their light on the water."""
    for x in (90, 150, 205, 880, 948, 1010, 1075):
        w = dice.randint(36, 52)
        s.rects((x, 512, w, 30, "#3A2F55"))
        s.poly("#241F42", [(x - 7, 514), (x + w / 2, 488), (x + w + 7, 514)])
        s.rects((x + 8, 520, 9, 12, "#FFD978", 1), (x + w - 18, 520, 9, 12, "#FFD978", 1))
        s.rects(*((x + 6 + dice.randint(0, 12), 552 + step * 13, w - 20, 4, "#FFD97855", 2) for step in range(5)))


def sungai():
    s = Scene("#F7C08A", "#FFF1D2")
    s.sun(310, 250, 56)
    s.hill(400, 30, 230, 1.6, "#B9B48E")
    s.hill(430, 22, 130, 0.4, "#7FA07C")
    s.rects((0, 450, 1200, 300, "#8C8F9E"), (0, 540, 1200, 210, "#727B99"), (0, 650, 1200, 100, "#5C6890"))
    s.ripples(210, 454, 200, 250, "#FFE9B090", 44)
    s.ripples(0, 460, 1160, 280, "#D9D3C860", 90)
    for x, k in ((40, 1.1), (1120, 0.9)):
        palm(s.at(x, 470, k))
    s.rects((480, 510, 720, 10, WOOD, 3), *((x, 514, 8, 50, BARK) for x in range(500, 1200, 62)))
    for x, k, wall in ((560, 0.8, "#B98455"), (760, 1.0, "#8F5A3C"), (1010, 1.16, "#A66E46")):
        stilt_house(s.at(x, 520 + (k - 0.8) * 160, k), wall)
    canoe(s.at(300, 640, 1.3))
    for x in (20, 76, 132):
        shrub(s.at(x, 470, 1.1), ("#3F6B4C", "#5E8F62", "#8DB482"))
    for x in (1110, 1146, 1180):
        s.line(SIRIH, 6, bend((x, 750), (x - 10, 690), (x - 34, 620)))
        s.line(LEAF, 6, bend((x - 16, 750), (x - 8, 680), (x + 14, 640)))
    return s


def stilt_house(h, wall):
    h.rects(*((x, -6, 11, 92, BARK, 3) for x in (-100, -52, -4, 44, 92)))
    h.rects((-126, -16, 252, 16, WOOD, 4), (-108, -126, 216, 112, wall))
    h.rects(*((x, -126, 3, 110, SHADE) for x in range(-84, 106, 24)))
    h.poly("#5A4038", [(-138, -120), (0, -214), (138, -120)])
    h.poly(SHADE, [(0, -214), (138, -120), (60, -120)])
    h.rects((-22, -96, 44, 82, BARK, 3), (-84, -92, 42, 40, "#FFD978", 3), (44, -92, 42, 40, "#FFD978", 3))
    h.rects((-64, -92, 3, 40, BARK), (64, -92, 3, 40, BARK), (-126, -44, 60, 5, WOOD), (66, -44, 60, 5, WOOD))
    h.line(WOOD, 5, [(-14, 0), (-22, 84)])
    h.line(WOOD, 5, [(14, 0), (22, 84)])
    h.rects(*((-18, y, 36, 5, WOOD) for y in (18, 38, 58)))


def canoe(c):
    """A woman who sells from her boat, under a wide hat."""
    c.discs((0, 44, 170, SHADE, 12))
    c.poly(SAGA, bend((-34, 12), (-36, -76), (-6, -82)), bend((10, -82), (36, -74), (32, 12)))
    c.line(SAGA, 15, bend((22, -66), (50, -46), (62, -28)))
    c.line(WOOD, 6, [(36, -84), (104, 62)])
    c.poly(PLANK, [(94, 40), (112, 34), (124, 76), (104, 80)])
    c.discs((62, -28, 9, SKIN), (2, -93, 20, SKIN, 24), (-6, -84, 2.4, INK), (10, -84, 2.4, INK))
    c.poly("#F0D490", bend((-72, -104), (-20, -130), (2, -160)), bend((2, -160), (24, -130), (76, -104)))
    c.line("#C9A95E", 4, bend((-72, -104), (2, -92), (76, -104)))
    for x, tone in ((-118, "#6FA33B"), (-92, KUNYIT), (-66, "#D8392B"), (-106, "#E58A2E"), (-78, LEAF)):
        c.discs((x, -4 if x % 4 else -20, 18, tone))
    c.poly(WOOD, bend((-180, -8), (0, 104), (190, -14)))
    c.line("#8A6142", 6, bend((-176, -4), (0, 40), (186, -10)))
