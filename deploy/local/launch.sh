# Sourced by the commands beside it and by the benchmarks: finds Java, builds what is missing, and starts a main class.
# Not a command of its own.

folder=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
modules=deploy/local,intake-service,metrics-service,alert-service
root=$(cd "$folder/../.." && pwd)

fail() {
  echo "countywatch: $*" >&2
  exit 2
}

find_java() {
  if [ -n "${JAVA_HOME:-}" ] && [ -x "$JAVA_HOME/bin/java" ]; then
    java="$JAVA_HOME/bin/java"
  elif command -v java >/dev/null 2>&1; then
    java=$(command -v java)
  else
    fail "no java found. Install a JDK 17 or newer (Debian: apt install openjdk-17-jdk-headless) or set JAVA_HOME."
  fi
  version=$("$java" -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java\.specification\.version = //p')
  case "$version" in
    ''|*[!0-9]*) fail "cannot tell the version of $java; a JDK 17 or newer is needed." ;;
  esac
  [ "$version" -ge 17 ] || fail "$java is version $version; a JDK 17 or newer is needed."
}

# Built once, and again when a source is newer than the last build.
build() {
  # Inside a build that has just done it.
  [ -z "${COUNTYWATCH_BUILT:-}" ] || return 0
  stamp="$folder/target/built${1:+-$1}"
  if [ -f "$stamp" ] && [ -z "$(find "$root/pom.xml" "$root"/*-service/pom.xml "$folder/pom.xml" "$root"/*-service/src/main \
      "$folder/src/main" "$root/deploy/bench/src/main" "$root/deploy/contracts/schemas" -newer "$stamp" -print 2>/dev/null | head -n 1)" ]; then
    return
  fi
  command -v javac >/dev/null 2>&1 || [ -x "$(dirname "$java")/javac" ] \
    || fail "$java is only a runtime: building needs a JDK (Debian: apt install openjdk-17-jdk-headless)."
  echo "Building Countywatch (the first time downloads its libraries: some minutes) ..." >&2
  log="$root/deploy/local/target/build.log"
  mkdir -p "$folder/target"
  if ! (cd "$root" && ./mvnw -B -pl "$modules" package -Dmaven.test.skip=true) \
      >"$log" 2>&1 </dev/null; then
    grep -E '^\[ERROR\]' "$log" | head -n 10 >&2
    fail "the build failed; all of it is in $log"
  fi
  touch "$stamp"
}

launch() {
  find_java
  build
  exec "$java" ${COUNTYWATCH_JAVA_OPTIONS:--Xmx800m -XX:+UseParallelGC} -Dproject.root="$root" \
    -cp "$folder/target/classes:$folder/target/lib/*" io.countywatch.local.Main "$@"
}

# A class of deploy/bench; the services as they are packaged. $bench_classes is added to the class path.
launch_bench() {
  find_java
  modules=$modules,deploy/bench
  build bench
  exec "$java" ${COUNTYWATCH_JAVA_OPTIONS:--Xmx1g -XX:+UseParallelGC} -Dproject.root="$root" \
    -cp "$root/deploy/bench/target/classes:$folder/target/classes:$folder/target/lib/*${bench_classes:+:$bench_classes}" "$@"
}
