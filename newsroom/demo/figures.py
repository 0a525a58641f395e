"""Owns the drawing surface of the demo pictures, its colours, and the figures that stand in them."""

import copy
import math
import random

from PIL import Image, ImageDraw, ImageOps

# Scenes are laid out on 1200 x 750 units, drawn at twice the final size and reduced, which smooths every edge.
PIXELS, SCALE = (2400, 1500), 2
INK, NIGHT, NILA, BLUE, MIST, CREAM = "#14171F", "#1B2347", "#2B3A91", "#5A67AE", "#98A3CF", "#FFF6E3"
KUNYIT, SUN, SAND, CLAY, SAGA, SKIN = "#F5B81C", "#FFF1CC", "#F0D8A8", "#C9764F", "#A8211B", "#A96B48"
SIRIH, LEAF, MINT, WOOD, PLANK, BARK = "#14663C", "#3F8F62", "#A9D3B4", "#5B3A29", "#7A5238", "#3A2419"
SHADE, SHINE = "#14171F48", "#FFFFFF48"


def bend(start, pull, end):
    """Points of the curve from start to end that leans towards pull."""
    axes = list(zip(start, pull, end, strict=True))
    steps = [i / 24 for i in range(25)]
    return [tuple((1 - t) ** 2 * a + 2 * t * (1 - t) * b + t * t * c for a, b, c in axes) for t in steps]


class Scene:
    """A canvas over a vertical gradient; colours may carry alpha (#RRGGBBAA)."""

    def __init__(self, top, bottom):
        column = Image.linear_gradient("L").crop((0, 0, 1, 256)).resize((1, PIXELS[1]), Image.Resampling.BICUBIC)
        self.image = ImageOps.colorize(column, top, bottom).resize(PIXELS, Image.Resampling.NEAREST)
        self.pen = ImageDraw.Draw(self.image, "RGBA")
        self.frame = (0, 0, 1, 1)

    def at(self, x, y, k=1.0, flip=1):
        """The same canvas with its origin at (x, y), k times as large, mirrored when flip is -1."""
        view = copy.copy(self)
        view.frame = (x, y, k * flip, k)
        return view

    def dots(self, points):
        x0, y0, kx, ky = self.frame
        return [((x0 + x * kx) * SCALE, (y0 + y * ky) * SCALE) for x, y in points]

    def poly(self, colour, *runs):
        self.pen.polygon(self.dots([point for run in runs for point in run]), fill=colour)

    def rects(self, *boxes):
        for x, y, w, h, colour, *r in boxes:
            (ax, ay), (bx, by) = self.dots([(x, y), (x + w, y + h)])
            corners = [min(ax, bx), ay, max(ax, bx), by]
            self.pen.rounded_rectangle(corners, (r[0] if r else 0) * self.frame[3] * SCALE, fill=colour)

    def discs(self, *discs):
        for x, y, r, colour, *ry in discs:
            (ax, ay), (bx, by) = self.dots([(x - r, y - (ry or [r])[0]), (x + r, y + (ry or [r])[0])])
            self.pen.ellipse([min(ax, bx), ay, max(ax, bx), by], fill=colour)

    def line(self, colour, w, points):
        self.pen.line(self.dots(points), fill=colour, width=round(w * self.frame[3] * SCALE), joint="curve")
        if w > 5:
            self.discs(*((x, y, w / 2, colour) for x, y in points))

    def hill(self, base, rise, wave, shift, colour, edge=None):
        waves = [
            (x, math.sin(x / wave + shift) + 0.45 * math.sin(x / wave * 2.3 + shift * 2)) for x in range(0, 1208, 8)
        ]
        tops = [(x, base - rise * height) for x, height in waves]
        self.poly(colour, tops, [(1200, 750), (0, 750)])
        if edge:
            self.line(edge, 4, tops)

    def sun(self, x, y, r):
        self.discs((x, y, r * 2.1, "#FFF7DC30"), (x, y, r * 1.5, "#FFF7DC55"), (x, y, r, "#FFF7DC"))

    def ripples(self, x, y, w, h, colour, count):
        dice = random.Random(count)
        for _ in range(count):
            depth = dice.random()
            length = 20 + 110 * depth * dice.random()
            self.rects((x + w * dice.random(), y + depth * h, length, 1.5 + 3 * depth, colour, 2))


def sailboat(b):
    b.discs((5, 44, 130, SHADE, 9))
    b.line(WOOD, 5, [(0, 0), (0, -246)])
    b.poly("#FFFDF6", bend((6, -240), (100, -150), (122, -26)), [(6, -18)])
    b.poly("#F1DDBD", bend((-6, -212), (-46, -70), (-92, -16)), [(-6, -18)])
    b.poly(NIGHT, bend((-118, -10), (0, 92), (130, -14)))
    b.line(KUNYIT, 7, [(-84, 8), (96, 8)])
    for x in (-46, 52):
        b.line("#8A5C40", 5, bend((x, -4), (x + 14, 16), (x + 18, 52)))
    b.line("#E8C98F", 8, [(-90, 54), (130, 50)])


def seamstress(w, dress, veil):
    """Sits on the floor at the origin; her hands reach to the right."""
    w.poly(dress, bend((-120, 0), (-92, -190), (-10, -214)), bend((10, -214), (92, -190), (120, 0)))
    w.discs((26, -6, 128, dress, 34), (26, -6, 128, SHADE, 34))
    w.poly(veil, bend((-64, -232), (-84, -150), (-58, -118)), bend((58, -118), (84, -150), (64, -232)))
    w.discs((0, -250, 66, veil, 70), (9, -244, 41, SKIN, 46), (-6, -240, 4, INK), (22, -240, 4, INK))
    w.line(dress, 34, bend((66, -140), (84, -66), (150, -62)))
    w.discs((164, -62, 17, SKIN, 15))


def reader(c, shirt, hair):
    """A child on the mat with an open book."""
    c.discs((0, -6, 88, shirt, 24), (0, -6, 88, SHADE, 24))
    c.poly(shirt, bend((-66, 0), (-62, -92), (-10, -98)), bend((10, -98), (62, -92), (66, 0)))
    c.rects((-10, -112, 20, 26, "#8E583B", 8))
    c.discs((0, -148, 43, hair), (0, -138, 36, SKIN, 37), (-13, -134, 4, INK), (13, -134, 4, INK))
    c.poly(hair, bend((-38, -150), (0, -176), (38, -150)), bend((38, -160), (0, -206), (-38, -160)))
    for side in (-1, 1):
        c.line(shirt, 20, bend((side * 52, -72), (side * 60, -34), (side * 34, -30)))
        c.poly(CREAM if side > 0 else "#FFFFFF", [(0, -26), (side * 48, -44), (side * 52, -6), (0, 10)])


def palm(p):
    p.line(BARK, 13, bend((0, 0), (-6, -130), (34, -250)))
    for x, y in ((-86, -240), (-62, -174), (-6, -140), (94, -146), (150, -190), (160, -254)):
        middle, lift = (34 + x) / 2, y * 0.74 - 134
        p.poly(SIRIH, bend((34, -250), (middle, lift), (x, y)), bend((x, y), (middle, lift + 46), (34, -250)))


def cyclist(c):
    for x in (-62, 62):
        c.discs((x, -44, 44, MIST), (x, -44, 38, "#20224A"), (x, -44, 5, MIST))
    c.line(KUNYIT, 5, [(-62, -44), (-26, -110), (40, -110), (-4, -44), (-62, -44)])
    c.line(KUNYIT, 5, [(62, -44), (36, -128), (58, -134)])
    c.line(BLUE, 17, [(-26, -124), (16, -92), (2, -40)])
    c.poly(CREAM, bend((-46, -122), (-32, -216), (24, -224)), bend((40, -200), (6, -190), (-6, -118)))
    c.line(SKIN, 11, [(20, -196), (30, -152), (56, -138)])
    c.discs((44, -236, 21, SKIN))
    c.poly(SAGA, bend((16, -238), (40, -284), (68, -244)))
    c.poly("#FFE9B040", [(72, -106), (260, -60), (260, -6), (72, -94)])


def shophouse(b, w, h, wall, dice):
    """Stands with its left foot on the origin."""
    b.rects((0, -h, w - 6, h, wall))
    for colour in (wall, SHADE, SHADE):
        b.poly(colour, [(-8, -h), (w / 2 - 3, -h - 46), (w + 2, -h)])
    for x in range(22, w - 50, 48):
        b.rects(*((x, y, 26, 40, "#FFD978" if dice.random() > 0.5 else SHADE, 3) for y in range(28 - h, -150, 66)))
    b.rects((16, -82, w - 38, 82, dice.choice(("#FFC95C", SHADE, "#FFD978")), 3))
    b.rects(*((x, -106, min(20, w - 6 - x), 26, CREAM if x % 40 else SAGA, 3) for x in range(0, w - 6, 20)))


def flyer(c, shirt):
    c.line(NIGHT, 10, [(-11, 0), (-5, -34), (5, -34), (11, 0)])
    c.rects((-17, -86, 34, 58, shirt, 12))
    c.line(shirt, 9, [(-12, -76), (-28, -44)])
    c.line(shirt, 9, [(12, -76), (28, -112)])
    c.discs((0, -106, 20, BARK), (4, -102, 16, "#8A5638"))


def kite(c, body, patch):
    c.poly(body, [(0, -78), (58, 0), (0, 92), (-58, 0)])
    c.poly(patch, [(0, -78), (58, 0), (-58, 0), (0, 92)])
    tail = [(18 * math.sin(t / 16), 92 + t) for t in range(0, 120, 4)]
    c.line(body, 4, tail)
    for x, y in (tail[8], tail[17], tail[26]):
        c.poly(patch, [(x - 13, y - 8), (x + 13, y + 8), (x + 13, y - 8), (x - 13, y + 8)])


def fly(s, child, high, body, patch):
    """A child and a kite, each (x, y, size), with the string between them."""
    hand = (child[0] + 28 * child[2], child[1] - 112 * child[2])
    s.line("#F4F1E4", 1.8, bend(high[:2], ((high[0] + hand[0]) / 2 + 40, (high[1] + hand[1]) / 2 + 90), hand))
    kite(s.at(*high), body, patch)
    flyer(s.at(*child), patch)


def fish(f, colour, stripe):
    f.poly(stripe, [(-38, 0), (-78, -32), (-66, 0), (-78, 32)])
    f.poly(colour, bend((-52, 0), (0, -66), (58, 0)), bend((58, 0), (0, 66), (-52, 0)))
    f.line(stripe, 9, bend((-6, -28), (6, 0), (-6, 28)))
    f.discs((34, -6, 5, INK))


def branch(s, x, y, angle, length, colour, w):
    """A branching coral: every arm forks until it is short."""
    tip = (x + length * math.cos(angle), y - length * math.sin(angle))
    s.line(colour, w, [(x, y), tip])
    for turn in (-0.52, 0.08, 0.5) if length > 26 else ():
        branch(s, *tip, angle + turn, length * 0.68, colour, w * 0.74)
