"""Design tokens, palettes and the style sheet made from them."""

from dataclasses import dataclass
from pathlib import Path
from string import Template

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory, QWidget

RESOURCES = Path(__file__).resolve().parent.parent / "resources"
FONT_FAMILY = "Noto Sans Thai Looped"


class Space:
    """Distances between things, in device-independent pixels."""

    XS = 4
    S = 8
    M = 12
    L = 16
    XL = 24


class TypeScale:
    """Font sizes in points; Thai tone marks need the generous base."""

    SMALL = 10
    BASE = 11
    LARGE = 13
    TITLE = 16
    DISPLAY = 22


# Tall enough for a vowel below and a tone mark above the same consonant.
ROW_HEIGHT = 40
# Wider than high: the icon is drawn at the left, the rest is the gap to the text.
BUTTON_ICON = (24, 18)
FORM_WIDTH = 720


@dataclass(frozen=True, slots=True)
class Colours:
    """Name every colour of one theme by its purpose."""

    window: str
    surface: str
    surface_alt: str
    rail: str
    border: str
    border_strong: str
    text: str
    text_muted: str
    accent: str
    accent_hover: str
    on_accent: str
    accent_soft: str
    danger: str
    danger_soft: str
    warning: str
    warning_soft: str
    success: str
    success_soft: str
    info: str
    info_soft: str
    selection: str
    disabled: str

    def tone(self, name: str) -> tuple[str, str]:
        """Return the strong and the soft colour of a tone, neutral when unknown."""
        if name in ("danger", "warning", "success", "info", "accent"):
            return getattr(self, name), getattr(self, f"{name}_soft")
        return self.text_muted, self.surface_alt


LIGHT = Colours(
    window="#F4F6F8",
    surface="#FFFFFF",
    surface_alt="#EDF0F4",
    rail="#E9EDF2",
    border="#D5DBE3",
    border_strong="#7C8796",
    text="#1B2430",
    text_muted="#525C6A",
    accent="#1F5A99",
    accent_hover="#184A80",
    on_accent="#FFFFFF",
    accent_soft="#DFEAF6",
    danger="#A82A22",
    danger_soft="#FBE9E7",
    warning="#7A4B00",
    warning_soft="#FFF1D6",
    success="#1D6637",
    success_soft="#E2F3E7",
    info="#1F5A99",
    info_soft="#E3EDF8",
    selection="#CFE1F4",
    disabled="#8A93A0",
)

DARK = Colours(
    window="#161B22",
    surface="#1D242D",
    surface_alt="#262F3A",
    rail="#12171D",
    border="#354150",
    border_strong="#7B8899",
    text="#E7ECF2",
    text_muted="#AAB5C3",
    accent="#7DB4EC",
    accent_hover="#9AC6F2",
    on_accent="#0F1720",
    accent_soft="#22384F",
    danger="#F49A92",
    danger_soft="#45211F",
    warning="#F0BE6A",
    warning_soft="#41331A",
    success="#86CF9C",
    success_soft="#1D3A28",
    info="#7DB4EC",
    info_soft="#20344A",
    selection="#294360",
    disabled="#6E7987",
)


def contrast(first: str, second: str) -> float:
    """Return the WCAG contrast ratio of two colours, between 1 and 21."""
    bright, dim = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


def _luminance(colour: str) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4

    value = QColor(colour)
    return 0.2126 * linear(value.redF()) + 0.7152 * linear(value.greenF()) + 0.0722 * linear(value.blueF())


def colours_of(widget: QWidget | None = None) -> Colours:
    """Return the colours of the theme that the widget (or the application) shows."""
    palette = widget.palette() if widget is not None else QGuiApplication.palette()
    return DARK if palette.color(QPalette.ColorRole.Window).lightness() < 128 else LIGHT


def system_is_dark() -> bool:
    """Tell whether the system asks for a dark appearance."""
    hints = QGuiApplication.styleHints()
    return hints is not None and hints.colorScheme() == Qt.ColorScheme.Dark


def load_fonts(folder: Path | None = None) -> list[str]:
    """Register the bundled interface fonts and return the families found."""
    families: list[str] = []
    for path in sorted((folder or RESOURCES / "fonts").glob("NotoSansThaiLooped*.ttf")):
        number = QFontDatabase.addApplicationFont(str(path))
        families.extend(QFontDatabase.applicationFontFamilies(number) if number >= 0 else [])
    return families


def font(size: int = TypeScale.BASE, *, bold: bool = False) -> QFont:
    """Return the interface font in one of the sizes of the scale."""
    result = QFont(FONT_FAMILY, size)
    result.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    return result


def apply_theme(app: QApplication, *, dark: bool) -> None:
    """Dress the application: Fusion, palette, base font and style sheet."""
    colours = DARK if dark else LIGHT
    app.setStyle(QStyleFactory.create("Fusion"))
    app.setPalette(build_palette(colours))
    app.setFont(font())
    app.setStyleSheet(build_style_sheet(colours, "dark" if dark else "light"))


def build_palette(colours: Colours) -> QPalette:
    """Return the palette whose roles carry the theme's colours."""
    role = QPalette.ColorRole
    palette = QPalette()
    pairs = {
        role.Window: colours.window,
        role.WindowText: colours.text,
        role.Base: colours.surface,
        role.AlternateBase: colours.surface_alt,
        role.Text: colours.text,
        role.Button: colours.surface,
        role.ButtonText: colours.text,
        role.BrightText: colours.on_accent,
        role.ToolTipBase: colours.surface,
        role.ToolTipText: colours.text,
        role.PlaceholderText: colours.text_muted,
        role.Highlight: colours.accent,
        role.HighlightedText: colours.on_accent,
        role.Accent: colours.accent,
        role.Link: colours.accent,
        role.LinkVisited: colours.accent,
        role.Light: colours.surface,
        role.Midlight: colours.surface_alt,
        role.Mid: colours.border,
        role.Dark: colours.border_strong,
        role.Shadow: colours.border_strong,
    }
    for name, value in pairs.items():
        palette.setColor(name, QColor(value))
    for name in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, name, QColor(colours.disabled))
    palette.setColor(QPalette.ColorGroup.Disabled, role.Highlight, QColor(colours.border))
    return palette


def build_style_sheet(colours: Colours, variant: str) -> str:
    """Return the application's style sheet for one set of colours."""
    source = (RESOURCES / "theme" / "style.qss").read_text(encoding="utf-8")
    values = {name: getattr(colours, name) for name in Colours.__dataclass_fields__}
    values |= {
        "theme": (RESOURCES / "theme").as_posix(),
        "variant": variant,
        "small": str(TypeScale.SMALL),
        "base": str(TypeScale.BASE),
        "large": str(TypeScale.LARGE),
        "title": str(TypeScale.TITLE),
        "display": str(TypeScale.DISPLAY),
    }
    return Template(source).substitute(values)


def set_tone(widget: QWidget, tone: str) -> None:
    """Give the widget a tone (danger, warning, success, info or neutral) and restyle it."""
    set_style_property(widget, "tone", tone)


def set_style_property(widget: QWidget, name: str, value: object) -> None:
    """Set a property that the style sheet selects on, and restyle the widget when it changed."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)
