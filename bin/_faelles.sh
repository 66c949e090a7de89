# shellcheck shell=bash
# Shared by bin/demo and bin/test: numbered steps with a log each, system packages, the Python
# environment. Sourced, never run. Both work on a machine with nothing but bash, git and Python.

ROD=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd -P)
VENV="$ROD/.venv"
MILJOE="$VENV/bin/python"
export LC_ALL=C.UTF-8 PYTHONUTF8=1 PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_INPUT=1

NR=0       # the step that runs
I_ALT=0    # how many there are; set by the caller
LOG=""     # folder of the steps' logs; set by the caller
UAENDRET="" # a step sets it to yes when there was nothing to do

exec 8>&2 # a trap may run while a step's output goes to its log

afbrudt() { # MESSAGE
  printf '\n%s\n' "$1" >&8
  exit 130
}

doe() { # MESSAGE...: say why, and stop
  printf '\n' >&2
  printf '%s\n' "$@" >&2
  exit 1
}

nu() { # milliseconds; the locale decides the separator
  local t=${EPOCHREALTIME//[.,]/}
  printf '%s' "${t%???}"
}

sekunder() { # MILLISECONDS as "12,3 s"
  printf '%d,%d s' $(($1 / 1000)) $(($1 % 1000 / 100))
}

trin() { # TEXT LOG COMMAND...: one numbered step. Its output goes to the log, the lock stays here.
  local tekst=$1 log="$LOG/$2.log" start kode=0
  shift 2
  NR=$((NR + 1)) UAENDRET=""
  printf '%d/%d %s … ' "$NR" "$I_ALT" "$tekst"
  start=$(nu)
  "$@" >"$log" 2>&1 9>&- || kode=$?
  if [ "$kode" -ne 0 ]; then
    printf 'fejlede (%s)\n' "$(sekunder $(($(nu) - start)))"
    printf '\nTrin %d, »%s«, fejlede med kode %d. De sidste linjer af loggen:\n' \
      "$NR" "$tekst" "$kode" >&2
    tail -n 20 -- "$log" | sed 's/^/    /' >&2
    printf 'Hele loggen: %s\n' "$log" >&2
    exit 1
  fi
  printf '%s%s\n' "$(sekunder $(($(nu) - start)))" "${UAENDRET:+ (uændret)}"
}

laas() { # FILE: hold it until `laas_op` or the end; a second run waits here
  exec 9>>"$1"
  if ! flock -n 9; then
    printf 'En anden bin/demo eller bin/test gør denne mappe klar. Venter på den …\n'
    flock 9
  fi
}

laas_op() { exec 9>&-; }

find_python() { # sets PYTHON to an interpreter of 3.11 or newer
  local navn
  for navn in ${PYTHON:+"$PYTHON"} python3 python3.13 python3.12 python3.11 python3.14; do
    if "$navn" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
      PYTHON=$navn
      return
    fi
  done
  doe "Python 3.11 eller nyere findes ikke på maskinen. Debian 12 og Ubuntu 24.04 har det:" \
    "    sudo apt-get install python3"
}

har_bibliotek() { # FILE...: whether Python can load each of these shared libraries
  "$PYTHON" -c 'import ctypes, sys; [ctypes.CDLL(navn) for navn in sys.argv[1:]]' "$@" 2>/dev/null
}

har_postgresql() {
  command -v initdb >/dev/null || compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null
}

mangler() { # demo|test: prints the Debian packages that are not there, one a line
  "$PYTHON" -c 'import ensurepip, venv' 2>/dev/null || [ -x "$MILJOE" ] || echo python3-venv
  har_bibliotek libpango-1.0.so.0 || echo libpango-1.0-0
  har_bibliotek libpangoft2-1.0.so.0 || echo libpangoft2-1.0-0
  har_bibliotek libharfbuzz-subset.so.0 || echo libharfbuzz-subset0
  [ "$1" = test ] || return 0
  [ -x /usr/bin/chromium ] || echo chromium
  har_bibliotek libatomic.so.1 || echo libatomic1 # Playwright's driver
  har_postgresql || echo postgresql
  command -v java >/dev/null || echo default-jre-headless
  compgen -G '/usr/share/java/jaxb-impl*.jar' >/dev/null || echo libjaxb-java
}

systempakker() { # demo|test: a step: installs what is missing, and nothing when nothing is
  local pakker som=()
  mapfile -t pakker < <(mangler "$1")
  if [ ${#pakker[@]} -eq 0 ]; then
    UAENDRET=ja
    return 0
  fi
  if ! command -v apt-get >/dev/null; then
    echo "Maskinen har ikke apt-get. Installer selv, hvad der svarer til Debians pakker:"
    echo "    ${pakker[*]}"
    return 1
  fi
  if [ "$(id -u)" -ne 0 ]; then
    if ! sudo -n true 2>/dev/null; then
      echo "Maskinen mangler pakker, og de kan kun installeres som root. Kør dette og start igen:"
      echo "    sudo apt-get update"
      echo "    sudo apt-get install --no-install-recommends ${pakker[*]}"
      return 1
    fi
    som=(sudo -n)
  fi
  # RUNLEVEL=1: a package that brings a service does not start it; nothing here needs one running.
  som+=(env DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 apt-get -q -o DPkg::Lock::Timeout=600)
  echo "Installerer: ${pakker[*]}"
  "${som[@]}" update </dev/null || return
  "${som[@]}" install -y --no-install-recommends "${pakker[@]}" </dev/null || return
  mapfile -t pakker < <(mangler "$1")
  if [ ${#pakker[@]} -gt 0 ]; then
    echo "Efter installationen mangler stadig: ${pakker[*]}"
    return 1
  fi
}

stempel() { # FILE...: what the environment was made of and where (its scripts name their own path)
  printf '%s\n' "$VENV"
  sha256sum -- "$@"
}

# A step: .venv from the locked requirements FILE... in the checkout. While it is made it holds a
# mark, so a half-made one is made anew; when it is done, a stamp for each file, so a second start
# does nothing. An environment that somebody made in another way is filled up, not thrown away.
python_miljoe() {
  local fil filer=() klar=ja
  cd -- "$ROD" || return
  for fil in "$@"; do
    filer+=(-r "$fil")
    [ "$(stempel "$fil")" = "$(cat -- "$VENV/.klar-$fil" 2>/dev/null)" ] || klar=""
  done
  if [ -e "$VENV/.igang" ] || ! "$MILJOE" -c \
    'import sys, pip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null ||
    [ "$(cat -- "$VENV/.sted" 2>/dev/null || echo "$VENV")" != "$VENV" ]; then
    klar=""
    rm -rf -- "$VENV" || return
    mkdir -- "$VENV" && touch -- "$VENV/.igang" || return
    "$PYTHON" -m venv -- "$VENV" || return
  fi
  if [ -n "$klar" ]; then
    UAENDRET=ja
    return 0
  fi
  touch -- "$VENV/.igang" && printf '%s\n' "$VENV" >"$VENV/.sted" || return
  "$MILJOE" -m pip install --require-hashes --only-binary :all: "${filer[@]}" </dev/null || return
  for fil in "$@"; do
    stempel "$fil" >"$VENV/.klar-$fil" || return
  done
  rm -- "$VENV/.igang"
}
