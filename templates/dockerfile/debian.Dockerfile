FROM debian:@suite@-slim
RUN apt-get update && apt-get install -y --no-install-recommends --allow-downgrades \
@basePackages@ \
  && rm -rf /var/lib/apt/lists/*
