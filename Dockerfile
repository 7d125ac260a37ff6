# Baton in one image. It keeps its database in /var/lib/baton, unless DATABASE_URL names a server:
#   docker build --tag baton . && docker run --init --publish 127.0.0.1:4000:4000 --volume baton:/var/lib/baton baton
# --init collects processes that lost their parent, which Node as the first process of a container does not.

FROM node:26.10.0-slim AS web
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY . .
RUN node node_modules/vite/bin/vite.js build

FROM node:26.10.0-slim AS packages
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev
COPY server/db server/db
RUN node --eval "import('/app/server/db/embedded/binaries.ts').then(({ linkNpmPackage }) => linkNpmPackage())"

FROM node:26.10.0-slim
ENV NODE_ENV=production BATON_HOST=0.0.0.0 BATON_PORT=4000 BATON_DATA=/var/lib/baton
# Large blocks go back when they are free: a checked password must not leave its 19 MB in every thread.
ENV MALLOC_MMAP_THRESHOLD_=1048576
WORKDIR /app
COPY package.json ./
COPY --from=packages /app/node_modules node_modules
COPY domain domain
COPY server server
COPY cli cli
COPY --from=web /app/dist/web dist/web
RUN install --directory --owner=node --group=node --mode=0700 /var/lib/baton
VOLUME /var/lib/baton
EXPOSE 4000
# The user "node" of the base image, by number, so that an orchestrator can tell it is not root.
USER 1000:1000
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 \
  CMD ["node", "--eval", "fetch(`http://127.0.0.1:${process.env.BATON_PORT}/healthz`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "cli/main.ts"]
CMD ["serve"]
