# Two stages on one Debian, so that what was built beside a library runs beside the same one.
FROM python:3.11-slim-bookworm AS build
WORKDIR /src
ENV UV_COMPILE_BYTECODE=1 \
    UV_LINK_MODE=copy \
    UV_PYTHON_DOWNLOADS=never

COPY requirements/tools.txt requirements/base.txt requirements/
# The tools have a venv of their own: the image carries what runs, not what installs.
RUN python -m venv /opt/tools \
    && /opt/tools/bin/pip install --no-cache-dir --require-hashes --only-binary :all: -r requirements/tools.txt \
    && python -m venv --without-pip /opt/bellwether \
    && /opt/tools/bin/uv --no-config --no-cache pip install --python /opt/bellwether/bin/python \
        --require-hashes --only-binary :all: -r requirements/base.txt

# The source comes after the dependencies: a change of ours does not fetch them again.
COPY pyproject.toml README.md LICENSE ./
COPY core core
COPY adapters adapters
COPY storage storage
COPY migrations migrations
COPY bot bot
RUN /opt/tools/bin/hatchling build -t wheel \
    && /opt/tools/bin/uv --no-config --no-cache pip install --python /opt/bellwether/bin/python --no-deps dist/*.whl


FROM python:3.11-slim-bookworm
COPY --from=build /opt/bellwether /opt/bellwether
RUN install -d -o 10001 -g 10001 -m 0700 /data
# PYTHONSAFEPATH: the five package names are ordinary words, and nothing in the current folder may stand in for them.
ENV PATH=/opt/bellwether/bin:$PATH \
    PYTHONSAFEPATH=1 \
    PYTHONUNBUFFERED=1 \
    BELLWETHER_DATA_DIR=/data \
    BELLWETHER_WEB_HOST=0.0.0.0
WORKDIR /data
VOLUME /data
EXPOSE 8080
USER 10001:10001
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s --retries=3 CMD ["bellwether", "health"]
ENTRYPOINT ["bellwether"]
CMD ["run"]
