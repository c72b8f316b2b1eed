COPY --from=build /usr/local/ /usr/local/
@pip@@site@@files@@config@
