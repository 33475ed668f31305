#!/usr/bin/env python3
"""Draws color.png (192x192) and outline.png (32x32, white on transparent): a speech bubble with a section sign's rule, a check mark.

Without any library: shapes as signed distances, smoothed over one pixel, written as PNG.
"""
import math
import os
import struct
import zlib

HERE = os.path.dirname(os.path.abspath(__file__))


def png(path, size, pixel):
    rows = b"".join(b"\0" + b"".join(bytes(pixel(x + 0.5, y + 0.5)) for x in range(size)) for y in range(size))

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    with open(path, "wb") as file:
        file.write(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", size, size, 8, 6, 0, 0, 0))
                   + chunk(b"IDAT", zlib.compress(rows, 9)) + chunk(b"IEND", b""))


def box(x, y, cx, cy, w, h, r):
    dx, dy = abs(x - cx) - w + r, abs(y - cy) - h + r
    return math.hypot(max(dx, 0), max(dy, 0)) + min(max(dx, dy), 0) - r


def line(x, y, ax, ay, bx, by):
    t = max(0, min(1, ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / ((bx - ax) ** 2 + (by - ay) ** 2)))
    return math.hypot(x - ax - t * (bx - ax), y - ay - t * (by - ay))


def tail(x, y):
    """Below the bubble, a triangle from (0.30, 0.66) by (0.48, 0.66) to (0.30, 0.86)."""
    return max(0.30 - x, 0.64 - y, (x - 0.30) / 0.18 + (y - 0.66) / 0.20 - 1 if x > 0.30 else y - 0.86)


def bubble(x, y):
    return min(box(x, y, 0.5, 0.44, 0.36, 0.28, 0.10), tail(x, y))


def check(x, y):
    return min(line(x, y, 0.33, 0.45, 0.45, 0.57), line(x, y, 0.45, 0.57, 0.68, 0.32))


def ink(distance, size):
    return max(0.0, min(1.0, 0.5 - distance * size))


def mix(a, b, t):
    return tuple(round(p + (q - p) * t) for p, q in zip(a, b))


def color(px, py, size=192):
    x, y = px / size, py / size
    at = mix((27, 94, 82), (244, 250, 248), ink(bubble(x, y), size))
    return mix(at, (27, 94, 82), ink(check(x, y) - 0.042, size)) + (255,)


def outline(px, py, size=32):
    x, y = px / size, py / size
    shape = min(abs(bubble(x, y)) - 0.032, check(x, y) - 0.042)
    return (255, 255, 255, round(255 * ink(shape, size)))


png(os.path.join(HERE, "color.png"), 192, color)
png(os.path.join(HERE, "outline.png"), 32, outline)
