"""Where a project may be written: not on a network share, where SQLite's journal does not hold."""

import subprocess
import sys
from pathlib import Path

_NETWORK_TYPES = frozenset(
    [
        "nfs",
        "nfs4",
        "cifs",
        "smb",
        "smb2",
        "smb3",
        "smbfs",
        "afs",
        "afpfs",
        "ncpfs",
        "9p",
        "davfs",
        "webdav",
        "fuse.sshfs",
        "fuse.davfs",
        "fuse.rclone",
        "fuse.glusterfs",
        "glusterfs",
        "ceph",
        "lustre",
        "beegfs",
    ]
)
_CLOUD_FOLDERS = (
    "dropbox",
    "onedrive",
    "google drive",
    "googledrive",
    "icloud",
    "mobile documents",
    "nextcloud",
)
_WINDOWS_REMOTE_DRIVE = 4


def cloud_folder(path: Path) -> str | None:
    """The name of the cloud-synced folder that the file lies in, if its path tells."""
    for part in path.resolve().parts:
        if any(part.lower().startswith(name) for name in _CLOUD_FOLDERS):
            return part
    return None


def is_network(path: Path) -> bool:
    """Whether the folder of the file is mounted over a network, as far as the system tells."""
    folder = path.resolve().parent
    if sys.platform == "win32":
        return _is_remote_drive(folder)
    if sys.platform == "darwin":
        listed = subprocess.run(["/sbin/mount"], capture_output=True, text=True, check=False).stdout
        return type_of_mount(folder, _mac_mounts(listed)) in _NETWORK_TYPES
    mounts = Path("/proc/mounts")
    if not mounts.exists():
        return False
    return type_of_mount(folder, linux_mounts(mounts.read_text("utf-8", "replace"))) in _NETWORK_TYPES


def linux_mounts(listed: str) -> dict[str, str]:
    """Mount point to file system type, from the text of /proc/mounts; later mounts hide earlier ones."""
    found = {}
    for line in listed.split("\n"):
        parts = line.split(" ")
        if len(parts) > 2:
            found[parts[1].replace("\\040", " ")] = parts[2]
    return found


def _mac_mounts(listed: str) -> dict[str, str]:
    found = {}
    for line in listed.split("\n"):
        place, _, rest = line.partition(" (")
        found[place.partition(" on ")[2]] = rest.partition(",")[0]
    return found


def type_of_mount(folder: Path, mounts: dict[str, str]) -> str | None:
    """The file system type of the mount that holds the folder."""
    for place in (folder, *folder.parents):
        if str(place) in mounts:
            return mounts[str(place)]
    return None


def _is_remote_drive(folder: Path) -> bool:
    if folder.drive.startswith("\\\\"):
        return True
    import ctypes  # only here, only on Windows

    get_drive_type = getattr(ctypes, "windll").kernel32.GetDriveTypeW  # noqa: B009  (absent elsewhere)
    return bool(get_drive_type(f"{folder.drive}\\") == _WINDOWS_REMOTE_DRIVE)
