# mockgenie in a container: docs/deploy.md says how it is run.

FROM python:3.13-slim AS build
WORKDIR /source
COPY pyproject.toml README.md LICENSE ./
COPY mockgenie mockgenie
COPY domains domains
RUN python -m pip wheel --no-cache-dir --wheel-dir /wheels ".[redis,speed]"

FROM python:3.13-slim
COPY --from=build /wheels /wheels
RUN python -m pip install --no-cache-dir --no-index --find-links=/wheels "mockgenie[redis,speed]" \
    && rm -r /wheels \
    && useradd --system --uid 10001 --no-create-home mockgenie \
    && install --directory --owner=10001 /data
COPY deploy/healthcheck.py /healthcheck.py
# A number: Kubernetes wants to see that it is not root.
USER 10001
ENV MOCKGENIE_HOST=0.0.0.0 \
    MOCKGENIE_PORT=8000 \
    PYTHONUNBUFFERED=1 \
    PYTHONUTF8=1
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=5s --start-period=20s --retries=3 \
    CMD ["python", "/healthcheck.py"]
ENTRYPOINT ["mockgenie"]
CMD ["serve"]
