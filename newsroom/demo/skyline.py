"""Owns the demo picture of one town's houses of prayer, side by side along the water."""

import math

from newsroom.demo.figures import (
    CLAY,
    CREAM,
    INK,
    KUNYIT,
    NIGHT,
    SAGA,
    SAND,
    SHADE,
    SHINE,
    SIRIH,
    WOOD,
    Scene,
    bend,
    palm,
)


def mosque(m):
    m.rects((-110, -130, 220, 130, CREAM), (-110, -130, 220, 12, SHADE))
    m.poly(SIRIH, bend((-84, -130), (-110, -214), (0, -262)), bend((0, -262), (110, -214), (84, -130)))
    m.poly(SHINE, bend((-62, -136), (-76, -204), (-10, -240)), bend((-10, -240), (-44, -200), (-36, -136)))
    m.line(KUNYIT, 5, [(0, -258), (0, -290)])
    m.poly(KUNYIT, bend((-4, -322), (-26, -296), (6, -288)), bend((6, -288), (-12, -298), (-4, -322)))
    for x in (-70, 0, 70):
        m.rects((x - 17, -74, 34, 74, "#C9782E"), (x - 17, -90, 34, 34, "#C9782E", 17))
    m.rects((140, -300, 34, 300, CREAM), (132, -214, 50, 12, SIRIH, 3), (132, -306, 50, 14, SIRIH, 4))
    m.poly(SIRIH, bend((138, -306), (142, -340), (157, -360)), bend((157, -360), (172, -340), (176, -306)))


def church(c):
    c.rects((-40, -150, 190, 150, "#F0D6B2"), (-64, -220, 74, 220, "#F7E6CB"))
    c.poly("#8A3A3A", [(-48, -150), (52, -214), (160, -150)])
    c.poly("#A34A42", [(-72, -220), (-27, -330), (18, -220)])
    c.line(NIGHT, 6, [(-27, -326), (-27, -372)])
    c.line(NIGHT, 6, [(-42, -354), (-12, -354)])
    for x in (32, 82, 126):
        c.rects((x - 12, -96, 24, 60, "#C9782E", 12))
    c.discs((-27, -176, 17, "#C9782E"))
    c.rects((-45, -62, 36, 62, WOOD, 4))


def meru(p):
    """A temple tower of seven thatched tiers."""
    p.rects((-96, -30, 192, 30, "#B98A6A"), (-70, -56, 140, 30, "#C99B74"), (-26, -90, 52, 40, "#8A3A3A"))
    for tier in range(7):
        y, w = -84 - tier * 42, 82 - tier * 10
        p.rects((-w * 0.3, y - 30, w * 0.6, 32, "#8A3A3A"))
        p.poly(
            INK,
            bend((-w, y), (-w * 0.5, y - 6), (-w * 0.34, y - 26)),
            bend((w * 0.34, y - 26), (w * 0.5, y - 6), (w, y)),
        )
        p.rects((-w, y - 3, w * 2, 6, "#3A2A3C", 3))
    p.line(KUNYIT, 5, [(0, -360), (0, -388)])


def tetangga():
    s = Scene("#F0A070", "#FFF0CF")
    s.sun(620, 330, 66)
    s.hill(440, 34, 210, 0.2, "#D79C8C")
    s.hill(480, 20, 140, 1.7, "#B47F86")
    for x, k in ((66, 0.9), (1150, 1.0)):
        palm(s.at(x, 560, k))
    mosque(s.at(250, 560))
    church(s.at(560, 560))
    meru(s.at(820, 560))
    pagoda(s.at(1010, 560))
    s.rects((0, 556, 1200, 20, "#7C5A5E"), (0, 576, 1200, 174, "#5463AB"), (0, 640, 1200, 110, "#43539E"))
    for x, w, tone in ((140, 220, CREAM), (520, 190, SAND), (740, 160, CLAY), (930, 160, SAGA)):
        s.rects(*((x + 6 * math.sin(y), y, w, 5, f"{tone}50", 2) for y in range(584, 690, 13)))
    s.ripples(0, 584, 1160, 160, "#FFE3A66A", 80)
    return s


def pagoda(v):
    v.rects((-70, -120, 140, 120, "#A8312B"), (-90, -12, 180, 14, SAND))
    for y, w in ((-116, 110), (-206, 82), (-282, 58)):
        v.rects((-w * 0.5, y - 66, w, 70, "#A8312B"))
        v.poly(
            KUNYIT,
            bend((-w, y - 14), (-w * 0.6, y), (-w * 0.5, y - 30)),
            bend((w * 0.5, y - 30), (w * 0.6, y), (w, y - 14)),
        )
        v.rects((-w * 0.72, y - 8, w * 1.44, 9, "#C98A12", 3))
    v.poly(KUNYIT, [(-34, -346), (0, -386), (34, -346)])
    v.rects((-18, -70, 36, 70, NIGHT, 4))
    for x in (-46, 46):
        v.discs((x, -84, 10, "#FFD978", 13))
