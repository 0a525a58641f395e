"""Owns the figures of the demo pictures' streets and yards: people on their feet, trees, stalls, a bus, a roof."""

import math

from newsroom.demo.figures import (
    BARK,
    CLAY,
    CREAM,
    INK,
    KUNYIT,
    LEAF,
    MINT,
    NIGHT,
    SAGA,
    SHADE,
    SIRIH,
    WOOD,
    bend,
)

SKIN = "#A96B48"


def stander(c, top, low, head, *, veil=False, hand=(34, -84)):
    """A grown-up on their feet at the origin, 190 high; `hand` is where the nearer hand is."""
    c.discs((0, 2, 44, SHADE, 8))
    c.rects((-19, -14, 16, 14, BARK, 5), (4, -14, 16, 14, BARK, 5))
    c.poly(low, [(-24, -92), (24, -92), (30, -8), (-30, -8)])
    c.line(top, 14, bend((-22, -134), (-40, -108), (-33, -80)))
    c.discs((-32, -76, 8, SKIN))
    c.poly(top, bend((-28, -80), (-34, -146), (-8, -150)), bend((8, -150), (34, -146), (28, -80)))
    c.rects((-8, -164, 16, 24, "#8E583B", 6))
    if veil:
        c.poly(head, bend((-24, -172), (-38, -132), (-24, -120)), bend((24, -120), (38, -132), (24, -172)))
    c.discs((0, -178, 25, head, 27), (5, -174, 17, SKIN, 20), (-1, -174, 2, INK), (12, -174, 2, INK))
    c.line(top, 14, bend((22, -134), (36, -116), hand))
    c.discs((*hand, 8, SKIN))


def child(c, shirt, low, hair, *, lift=0):
    """A child that runs; `lift` raises the arms."""
    c.discs((0, 4 + lift * 0.3, 30, SHADE, 6))
    c.line(SKIN, 9, [(-6, -44), (-20, -22), (-32, -6)])
    c.line(SKIN, 9, [(6, -44), (20, -26), (14, 0)])
    c.poly(low, [(-18, -62), (18, -62), (26, -34), (2, -38), (-22, -32)])
    c.rects((-19, -102, 38, 48, shirt, 15))
    c.line(SKIN, 8, [(-16, -92), (-36, -78 - lift)])
    c.line(SKIN, 8, [(16, -92), (38, -86 - lift)])
    c.discs((0, -124, 22, hair), (4, -119, 17, SKIN, 18))


def tree(t, colours=(SIRIH, LEAF, "#5BA573"), trunk=BARK):
    """Stands on the origin, 300 high, crown of three greens."""
    t.poly(trunk, [(-18, 0), (-9, -150), (9, -150), (20, 0)])
    t.line(trunk, 9, bend((0, -120), (34, -160), (60, -190)))
    dark, middle, light = colours
    t.discs((-62, -190, 66, dark), (66, -196, 70, dark), (0, -166, 58, dark))
    t.discs((-36, -230, 66, middle), (42, -236, 62, middle), (-76, -206, 38, middle))
    t.discs((-20, -258, 40, light), (34, -268, 34, light), (-62, -232, 24, light))


def awning(a, w, colour):
    """A striped cloth roof, its upper left corner at the origin, `w` wide, scalloped below."""
    step = w / 8
    for i in range(8):
        tone = CREAM if i % 2 else colour
        left, right = i * step, (i + 1) * step
        low_left, low_right = left - 16 + 4 * i, right - 12 + 4 * i
        a.poly(tone, [(left, 0), (right, 0), (low_right, 74), (low_left, 74)])
        a.discs(((low_left + low_right) / 2, 74, (low_right - low_left) / 2, tone, 17))
    a.rects((-4, -6, w + 8, 10, WOOD, 4))
    a.poly("#14171F22", [(-16, 60), (w + 16, 60), (w + 16, 74), (-16, 74)])


def heap(h, colour, shine, rows=4):
    """Fruit piled on a tray whose middle is the origin."""
    for row in range(rows):
        count = rows + 2 - row
        for i in range(count):
            x, y = (i - (count - 1) / 2) * 25, -13 - row * 20
            h.discs((x, y, 15, colour), (x - 4, y - 5, 4, shine))
    h.poly(WOOD, [(-86, -10), (86, -10), (74, 18), (-74, 18)])
    h.rects((-90, -14, 180, 9, "#8A6142", 4))


def bus(b, body, stripe):
    """Comes from the right; its lower left corner is the origin, 560 long."""
    b.rects((0, -222, 560, 196, body, 26), (0, -96, 560, 26, stripe))
    b.rects((14, -200, 84, 92, "#CFE3EE", 12), *((118 + i * 88, -200, 76, 92, "#B9D4E4", 8) for i in range(5)))
    for x in (26, 132, 308, 396):
        b.poly("#FFFFFF55", [(x, -112), (x + 26, -196), (x + 42, -196), (x + 16, -112)])
    b.rects((208, -200, 72, 172, "#3C4A6B", 6), (241, -200, 5, 172, INK))
    b.rects((30, -216, 210, 12, NIGHT, 6), (-6, -58, 30, 16, "#FFF1CC", 8), (0, -34, 560, 12, INK, 5))
    for x in (118, 444):
        b.discs((x, -26, 43, INK), (x, -26, 24, "#8C93A6"), (x, -26, 9, INK))
    b.discs((150, -160, 15, SKIN, 17), (328, -156, 15, SKIN, 17), (416, -160, 15, SKIN, 17))
    b.rects((134, -142, 32, 34, SAGA, 12), (312, -138, 32, 30, SIRIH, 12), (400, -142, 32, 34, KUNYIT, 12))


def wide_leaf(f, colour, rib, length=220, drop=70):
    """A banana leaf from the origin to the right, hanging by `drop`."""
    tip = (length, drop)
    f.poly(colour, bend((0, 0), (length * 0.45, -92), tip), bend(tip, (length * 0.5, 74), (0, 0)))
    spine = bend((0, 0), (length * 0.5, -14), tip)
    for x, y in spine[3:-3:3]:
        f.line(rib, 2, [(x, y), (x + 20, y - 30 * math.sin(x / length * math.pi))])
        f.line(rib, 2, [(x, y), (x + 12, y + 34 * math.sin(x / length * math.pi))])
    f.line(rib, 5, spine)


def tiled_roof(r, w, h, colour, edge=None):
    """A hipped roof over the origin, `w` wide at the eaves; rows of tiles as lines."""
    r.poly(colour, [(-w / 2, 0), (-w / 2 + h, -h), (w / 2 - h, -h), (w / 2, 0)])
    for step in range(1, 5):
        y = -h * step / 5
        r.line(SHADE, 2.5, [(-w / 2 - y, y), (w / 2 + y, y)])
    r.rects(
        (-w / 2 - 8, -6, w + 16, 12, edge or CLAY, 5), (-w / 2 + h - 6, -h - 6, w - 2 * h + 12, 12, edge or CLAY, 5)
    )


def shrub(b, colours=(SIRIH, LEAF, MINT)):
    for x, y, r, colour in ((-34, -18, 26, 0), (34, -20, 28, 0), (0, -30, 34, 1), (-12, -42, 16, 2), (22, -34, 12, 2)):
        b.discs((x, y, r, colours[colour]))
    b.rects((-60, -10, 120, 12, colours[0], 6))
