# For check-images, train-images and trained-images: images without a container engine. Run from the project's root.

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

# Of the three below: $data is the folder of a local run, $work one to write to, $read and $write are tokens.

status() { curl -s -o "$work/answer" -w '%{http_code}' "${@:2}" "http://127.0.0.1:$1" || true; }

# Starts an image's service by a command, with the settings of the local run, on ports of its own; until it has started, and then
# until it serves. What starting took by the clock, and of all processors together (which other work on the machine leaves alone).
started() {
  local place=$1 service=$2 settings=() http=$((20000 + RANDOM % 10000)) management begin end cpu answer
  shift 2
  management=$((http + 1))
  mapfile -t settings < <(sed -n "s/^export \([A-Z_]*\)='\(.*\)'$/\1=\2/p" "$data/run/$service.sh")
  [ -z "${java_options:-}" ] || settings+=("JAVA_TOOL_OPTIONS=$java_options")
  settings+=("QUARKUS_HTTP_PORT=$http" "QUARKUS_MANAGEMENT_PORT=$management" COUNTYWATCH_CAMPAIGN_DIR=/campaign)
  begin=$(date +%s%N)
  (inside "$place/root" ${#settings[@]} "${settings[@]}" "$@") > "$place/said" 2>&1 &
  pid=$!
  until [ "$(status $management/q/health/started)" = 200 ]; do
    kill -0 $pid 2> /dev/null || { cat "$place/said" >&2; return 1; }
    sleep 0.02
  done
  end=$(date +%s%N)
  cpu=$(awk '{print ($14 + $15) * 10}' /proc/$pid/stat)
  for _ in $(seq 300); do [ "$(status $management/q/health/ready)" = 200 ] && break; sleep 0.1; done
  answer=$(ask $service $http)
  said="ready $(status $management/q/health/ready), metrics $(status $management/q/metrics), answer $answer"
  [ "$(id -u)" != 0 ] || [ ! -x "$place/root/opt/java/bin/java" ] || said="$said, user $(ps -o uid= -p $pid | tr -d ' ')"
  kill $pid
  wait $pid || true
  echo "$service $*: $(((end - begin) / 1000000)) ms, $cpu ms of processors; $said"
  case "$said" in
    "ready 200, metrics 200, answer 202"* | "ready 200, metrics 200, answer 200"*) ;;
    *) cat "$place/said" >&2; return 1 ;;
  esac
}

# A request that the service must answer from what is behind it: Kafka's acknowledgement, its database.
ask() {
  case $1 in
    intake-service)
      status $2/v1/events -H "Authorization: Bearer $write" -H 'Content-Type: application/cloudevents+json' \
        -H 'Intake-Sent-At: 2020-01-02T10:00:00Z' --data-binary '{"specversion":"1.0","id":"image-'$RANDOM$RANDOM'",
          "source":"/devices/image","type":"countywatch.unit.reported.v1","subject":"513429-008",
          "time":"2020-01-02T09:30:00+08:00","countycode":"513429","data":{"village":"513429-008"}}' ;;
    metrics-service) status $2/v1/counties/513429 -H "Authorization: Bearer $read" ;;
    alert-service) status $2/v1/alerts -H "Authorization: Bearer $read" ;;
  esac
}
