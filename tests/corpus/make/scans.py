"""Pictures of printed pages: poppler draws them, Pillow spoils them, img2pdf wraps them."""

import random
import subprocess
from pathlib import Path

import img2pdf
from PIL import Image, ImageChops, ImageFilter


def pages(pdf, dpi, folder):
    """The pages of a PDF as grey pictures."""
    prefix = Path(folder, f"{pdf.stem}-{dpi}")
    subprocess.run(["pdftoppm", "-gray", "-r", str(dpi), pdf, prefix], check=True)
    return [Image.open(each) for each in sorted(Path(folder).glob(f"{prefix.name}-*.pgm"))]


def spoil(image, angle=0.0, noise=0, blur=0.0, seed=1):
    """A little askew, grainy, out of focus: what an office copier does."""
    if angle:
        image = image.rotate(angle, resample=Image.BICUBIC, fillcolor=255)
    if blur:
        image = image.filter(ImageFilter.GaussianBlur(blur))
    if noise:
        grain = Image.frombytes("L", image.size, random.Random(seed).randbytes(image.width * image.height))
        grain = grain.point(lambda value: 128 + (value - 128) * noise // 128)
        image = ImageChops.add(image, grain, 1, -128)
    return image


def to_jpeg(images, target, quality=55, dpi=200):
    images[0].save(target, quality=quality, dpi=(dpi, dpi), optimize=True)


def to_png(images, target, dpi=200):
    """Four bits a pixel, as scanners that save space do."""
    images[0].quantize(16).save(target, optimize=True, dpi=(dpi, dpi))


def to_fax(images, target, dpi=200):
    """Black and white, all pages in one TIFF (CCITT group 4)."""
    black = [each.point(lambda value: 255 if value > 150 else 0).convert("1") for each in images]
    black[0].save(target, save_all=True, append_images=black[1:], compression="group4", dpi=(dpi, dpi))


def to_lzw(images, target, dpi=150):
    grey = [each.point(lambda value: value // 32 * 32 if value < 224 else 255) for each in images]
    grey[0].save(target, save_all=True, append_images=grey[1:], compression="tiff_lzw", dpi=(dpi, dpi))


def to_pdf(images, target, folder, quality=55, dpi=200):
    names = []
    for number, each in enumerate(images):
        name = Path(folder, f"{target.stem}-{number}.jpg")
        to_jpeg([each], name, quality, dpi)
        names.append(str(name))
    target.write_bytes(img2pdf.convert(names, nodate=True))


def to_fax_pdf(images, target, folder, dpi=200):
    """A scanner's black and white PDF: CCITT group 4 pictures."""
    name = Path(folder, f"{target.stem}.tif")
    to_fax(images, name, dpi)
    target.write_bytes(img2pdf.convert(str(name), nodate=True))
