"""A disk that loses power: replays SQL through a file system that remembers what was synced.

At a cut, writes that were not synced are dropped, torn at 512 bytes or kept, by chance; an unlinked file may
come back until the next sync. Harsher than most disks, gentler than one that lies about syncing.
"""

import random
from pathlib import Path

import apsw

_SECTOR = 512


class Disk:
    """Everything that was done to the files of one simulated disk, in order."""

    def __init__(self, name: str) -> None:
        """Register the file system under this name."""
        self.log: list[tuple] = []
        log = self.log

        class File(apsw.VFSFile):
            def __init__(self, inherit, filename, flags):
                self.path = filename.filename() if isinstance(filename, apsw.URIFilename) else filename
                super().__init__(inherit, filename, flags)

            def xWrite(self, data, offset):
                super().xWrite(data, offset)
                log.append(("write", self.path, offset, bytes(data)))

            def xSync(self, flags):
                super().xSync(flags)
                log.append(("sync", self.path))

            def xTruncate(self, size):
                super().xTruncate(size)
                log.append(("truncate", self.path, size))

        class System(apsw.VFS):
            def __init__(self):
                super().__init__(name, "")

            def xOpen(self, filename, flags):
                file = File("", filename, flags)
                log.append(("open", file.path))
                return file

            def xDelete(self, filename, sync_directory):
                super().xDelete(filename, sync_directory)
                log.append(("delete", filename, sync_directory))

        self._system = System()

    def after_cut(self, moment: int, dice: random.Random) -> dict[str, bytes]:
        """The files as they may stand when the power went after that many operations."""
        files: dict[str, bytearray] = {}
        pending: dict[str, list[tuple]] = {}
        deleted: dict[str, bytearray] = {}
        for operation in self.log[:moment]:
            _happen(operation, files, pending, deleted)
        for path, old in deleted.items():
            if path not in files and dice.random() < 0.5:
                files[path] = old
        for path, waiting in pending.items():
            for operation in waiting:
                _maybe(files[path], operation, dice)
        return {path: bytes(content) for path, content in files.items()}


def _happen(operation: tuple, files: dict, pending: dict, deleted: dict) -> None:
    kind, path = operation[0], operation[1]
    if kind == "open":
        files.setdefault(path, bytearray())
    elif kind in ("write", "truncate"):
        pending.setdefault(path, []).append(operation)
    elif kind == "sync":
        deleted.clear()
        for waiting in pending.pop(path, []):
            _apply(files[path], waiting)
    elif kind == "delete":
        old = files.pop(path, None)
        pending.pop(path, None)
        if old is not None and not operation[2]:
            deleted[path] = old


def _apply(content: bytearray, operation: tuple) -> None:
    if operation[0] == "truncate":
        del content[operation[2] :]
        return
    offset, data = operation[2], operation[3]
    if len(content) < offset:
        content.extend(bytes(offset - len(content)))
    content[offset : offset + len(data)] = data


def _maybe(content: bytearray, operation: tuple, dice: random.Random) -> None:
    chance = dice.random()
    if chance < 0.45:
        return
    if operation[0] == "truncate" or chance <= 0.75:
        _apply(content, operation)
        return
    offset, data = operation[2], operation[3]
    for start in range(0, len(data), _SECTOR):
        if dice.random() < 0.5:
            _apply(content, ("write", operation[1], offset + start, data[start : start + _SECTOR]))


def replay(path: Path, statements: list[str], disk_name: str, disk: Disk, marks: list[int]) -> list[int]:
    """Run the statements on the simulated disk; for each mark, how many operations were done by then."""
    connection = apsw.Connection(str(path), vfs=disk_name)
    done_by = []
    for at, statement in enumerate(statements):
        while marks[len(done_by) : len(done_by) + 1] == [at]:
            done_by.append(len(disk.log))
        connection.execute(statement).fetchall()
    done_by += [len(disk.log)] * (len(marks) - len(done_by))
    connection.close()
    return done_by
