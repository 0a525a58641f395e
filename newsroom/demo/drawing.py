"""Owns which pictures the demo community has: flat scenes in ink, turmeric and their neighbours, drawn when asked."""

import io

from newsroom.demo import countryside, everyday, skyline, streets, waterside, workrooms

MASTERS = {
    scene.__name__: scene
    for scene in (
        *(everyday.perahu, everyday.layar, everyday.kelas, everyday.sawah),
        *(everyday.kota, everyday.dapur, everyday.layangan, everyday.karang),
        *(streets.pasar, streets.halte, streets.puskesmas, streets.lapangan, skyline.tetangga),
        *(countryside.hutan, countryside.kereta, countryside.kebun, waterside.gunung, waterside.sungai),
        *(workrooms.tenun, workrooms.meja, workrooms.penggilingan),
    )
}


def draw(name):
    """The master `name` of MASTERS as a JPEG of 1200 x 750 pixels, the widest pages ask for; the same bytes always."""
    out = io.BytesIO()
    MASTERS[name]().image.reduce(2).save(out, "JPEG", quality=90, optimize=True, progressive=True)
    return out.getvalue()
