# For check-images and train-images: images without a container engine. Run from the project's root.

# Becomes a command in an image's root: root, number of settings, settings, command.
inside() {
  local root=$1
  shift
  if [ -x "$root/opt/java/bin/java" ] && [ "$(id -u)" = 0 ]; then
    exec unshare -m bash -c '
      root=$1; shift
      mkdir -p "$root/proc" "$root/tmp" "$root/dev" "$root/campaign"
      mount --bind "$root" "$root"
      mount --bind deploy/campaigns/china-2020 "$root/campaign"
      mount --rbind /dev "$root/dev"
      mkdir -p "$root/../tmp"
      chmod 1777 "$root/../tmp"
      mount --bind "$root/../tmp" "$root/tmp"
      mount -t proc proc "$root/proc"
      mount -o remount,ro,bind "$root"
      exec env -i PATH=/opt/java/bin "${@:2:$1}" \
        /usr/sbin/chroot --userspec=65532:65532 "$root" "${@:2+$1}"' - "$root" "$@"
  else
    local settings=("${@:2:$1}") command=("${@:2+$1}")
    sed "s#/app/#$root/app/#g" "$root/app/start" > "$root/../start"
    command=("${command[@]/#@\/app\/start/@$root/../start}")
    command=("${command[@]/#-XX:AOTCache=\/app/-XX:AOTCache=$root/app}")
    exec env "${settings[@]/=\/campaign/=$PWD/deploy/campaigns/china-2020}" "${command[@]}"
  fi
}

# Unpacks an image: its tar, an empty folder, which gets the layers in root, and config.json.
unpack() {
  mkdir -p "$2/tar" "$2/root"
  tar --warning=no-unknown-keyword -xf "$1" -C "$2/tar"
  python3 - "$2" <<'PYTHON'
import json, pathlib, subprocess, sys
place = pathlib.Path(sys.argv[1])
blobs = place / "tar" / "blobs" / "sha256"
def blob(descriptor): return blobs / descriptor["digest"].split(":")[1]
manifest = json.loads(blob(json.loads((place / "tar" / "index.json").read_text())["manifests"][0]).read_text())
(place / "config.json").write_bytes(blob(manifest["config"]).read_bytes())
for layer in manifest["layers"]:
    subprocess.run(["tar", "--warning=no-unknown-keyword", "-xzf", blob(layer), "-C", place / "root"], check=True)
PYTHON
}
