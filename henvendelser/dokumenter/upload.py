"""Files on their way in stay in memory, within bounds, and never touch the disk in clear.

Django would write a larger file to /tmp, for anybody, before a view has looked at who asks. Here a
file is kept only where the view takes files (`@tager_filer`) and the user has its permission.
Django also mends names, cutting off a path or the end; here they come through as they were
sent, for `navne` to refuse.
"""

from __future__ import annotations

import io
from collections.abc import Callable

from django.conf import settings
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest
from django.http.multipartparser import MultiPartParser, MultiPartParserError
from django.utils.datastructures import MultiValueDict

from ..roller import har

# So much may the files of one form be together, counted in the largest single file.
SAMLET = 2
# What Django says of a part whose header is longer than it reads; it has no class of its own.
_FOR_LANGT_HOVED = "Request max total header size exceeded."


def tager_filer(view: Callable) -> Callable:
    """Mark a view that files may be sent to. It stands under `@kraever`."""
    view.tager_filer = True
    return view


def maks_bytes() -> int:
    return settings.MAKS_FILSTOERRELSE_MB * 2**20


class SendtFil(InMemoryUploadedFile):
    """A file as it was sent: `raat_navn` unmended, `size` what came, also when it was not kept."""

    def __init__(self, indhold: io.BytesIO, felt: str, raat_navn: str, stoerrelse: int):
        super().__init__(indhold, felt, "fil", None, stoerrelse, None)
        self.raat_navn = raat_navn


class _Parser(MultiPartParser):
    def sanitize_file_name(self, file_name: str) -> str:
        return file_name


class KunIHukommelsen(FileUploadHandler):
    """The installation's only upload handler."""

    def __init__(self, request: HttpRequest | None = None):
        super().__init__(request)
        self._laeser = False
        self._samlet = 0

    def handle_raw_input(self, input_data, META, content_length, boundary, encoding=None):  # noqa: N803
        """Let Django's own parser read, with names as they are. None the second time round."""
        if self._laeser:
            return None
        self._laeser = True
        parser = _Parser(META, input_data, [self], encoding)
        try:
            return parser.parse()
        except MultiPartParserError as fejl:
            if str(fejl) != _FOR_LANGT_HOVED or not self._tages_imod():
                raise
            # The name does not fit into what Django reads of it. The fields before it are whole.
            self.request.for_langt_filnavn = True
            parser._post._mutable = False
            return parser._post, MultiValueDict()

    def new_file(self, *args, **kwargs) -> None:
        super().new_file(*args, **kwargs)
        if not self._tages_imod():
            raise SkipFile
        self._indhold = io.BytesIO()
        self._stoerrelse = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Counts what comes, whatever was said of it beforehand; keeps what may be kept."""
        self._stoerrelse += len(raw_data)
        self._samlet += len(raw_data)
        if self._stoerrelse > maks_bytes() or self._samlet > SAMLET * maks_bytes():
            self._indhold = io.BytesIO()
        else:
            self._indhold.write(raw_data)

    def file_complete(self, file_size: int) -> SendtFil:
        self._indhold.seek(0)
        return SendtFil(self._indhold, self.field_name, self.file_name, self._stoerrelse)

    def _tages_imod(self) -> bool:
        rute = getattr(self.request, "resolver_match", None)
        bruger = getattr(self.request, "user", None)
        return bool(
            rute
            and bruger
            and getattr(rute.func, "tager_filer", False)
            and har(bruger, rute.func.rettighed)
        )
