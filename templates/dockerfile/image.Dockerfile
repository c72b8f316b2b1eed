COPY --from=build /usr/local/ /usr/local/
@pip@@config@
