"""Owns the photos of loaded articles: each file is rendered once, by the way of every upload, however many show it."""

from pathlib import Path

from articles import photos
from articles.loading.told import RefusedLoad, Shown
from articles.models import Article, Photo, PhotoState
from community.pictures import darkroom
from community.pictures.darkroom import RefusedPicture

TAKEN = (*photos.TAKEN_FROM_TWIN, "sha256", "state")


class Pictures:
    """Those of a folder; of no folder there are none."""

    def __init__(self, folder: Path | None):
        self.folder = folder
        self.rendered: dict[str, dict] = {}

    def named(self, shown: list[Shown]) -> dict[str, str]:
        """By its file the code that a photo of one article will have."""
        return {one.file: Photo.objects.free_code() for one in shown} if self.folder else {}

    def rows(self, shown: list[Shown], codes: dict[str, str], article: Article) -> dict[str, Photo]:
        """By its file the photo of a stored article, which is not stored yet unless it is the first of its file."""
        first = {one.file: one for one in reversed(shown)}  # what stands twice has the words of its first place
        return {file: self._row(first[file], code, article) for file, code in codes.items()}

    def _row(self, shown: Shown, code: str, article: Article) -> Photo:
        if shown.file in self.rendered:
            told = self.rendered[shown.file] | shown.passport
            return Photo(owner_id=article.author_id, article=article, code=code, **told)
        photo = self._developed(self.folder / Path(shown.file).name, shown, code, article)
        self.rendered[shown.file] = {name: getattr(photo, name) for name in TAKEN}
        return photo

    def _developed(self, path: Path, shown: Shown, code: str, article: Article) -> Photo:
        try:
            data = path.read_bytes()
            darkroom.look(data)
        except OSError as fault:
            raise RefusedLoad(f"The photo {path} cannot be read: {fault.strerror}.") from fault
        except RefusedPicture as refusal:
            raise RefusedLoad(f"The photo {path}: {refusal.sentence}") from refusal
        photo = photos.keep(data, article=article, by=article.author, code=code, **shown.passport)
        photos.develop(photo)
        photo.refresh_from_db()
        if photo.state != PhotoState.READY:
            raise RefusedLoad(f"The photo {path}: {photo.failure_sentence}")
        return photo
