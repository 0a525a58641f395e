"""Owns how tests put notes of a maker into a picture: IPTC and XMP blocks, written by hand."""

import struct

from tests.factories import a_picture


def segment(marker: int, data: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(data) + 2) + data


def after_start(jpeg: bytes, segment: bytes) -> bytes:
    return jpeg[:2] + segment + jpeg[2:]


def with_iptc(creator="", credit="", caption="", charset="utf-8") -> bytes:
    """A JPEG whose Photoshop block holds by-line (2:80), credit (2:110) and caption (2:120)."""
    told = [(80, creator), (110, credit), (120, caption)]
    fields = b"".join(
        b"\x1c\x02" + bytes([number]) + struct.pack(">H", len(data)) + data
        for number, data in ((number, text.encode(charset)) for number, text in told)
        if data
    )
    block = b"8BIM\x04\x04\0\0" + struct.pack(">I", len(fields)) + fields + b"\0" * (len(fields) % 2)
    return after_start(a_picture("peru"), segment(0xED, b"Photoshop 3.0\0" + block))


def with_xmp(creator="", credit="", caption="", prologue="") -> bytes:
    """A JPEG with an XMP packet that says who made it."""
    packet = f"""{prologue}<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF
 xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"><rdf:Description rdf:about="">
<dc:creator><rdf:Seq><rdf:li>{creator}</rdf:li></rdf:Seq></dc:creator>
<photoshop:Credit>{credit}</photoshop:Credit>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{caption}</rdf:li></rdf:Alt></dc:description>
</rdf:Description></rdf:RDF></x:xmpmeta>"""
    return after_start(a_picture("sienna"), segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + packet.encode()))
