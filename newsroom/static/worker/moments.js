// Owns how a moment is told where no server is asked: "Selasa, 1 Desember 2026, 14.30 WIB", as the site itself tells it.
// The site's English names the day before the month.
function inFull(at, language, timeZone) {
  const tongue = language === "en" ? "en-GB" : language, when = new Date(at);
  const day = when.toLocaleDateString(tongue, { weekday: "long", day: "numeric", month: "long", year: "numeric", timeZone });
  return `${day}, ${when.toLocaleTimeString(tongue, { hour: "2-digit", minute: "2-digit", timeZone, timeZoneName: "short" })}`;
}
