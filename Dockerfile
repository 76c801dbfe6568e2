FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source
# What decides on packages first, so that a change of code restores nothing anew.
COPY global.json Directory.Build.props Directory.Packages.props .editorconfig ./
COPY src/StatementArchive.Parsing/StatementArchive.Parsing.csproj src/StatementArchive.Parsing/
COPY src/StatementArchive.Data/StatementArchive.Data.csproj src/StatementArchive.Data/
COPY src/StatementArchive.Web/StatementArchive.Web.csproj src/StatementArchive.Web/
RUN dotnet restore src/StatementArchive.Web
COPY src src
RUN dotnet publish src/StatementArchive.Web --configuration Release --no-restore --output /publish

FROM mcr.microsoft.com/dotnet/aspnet:10.0
WORKDIR /archive
COPY --from=build /publish /opt/statement-archive
COPY seeds seeds
# The image's own user without rights; a volume made from this folder belongs to it.
RUN mkdir data && chown "$APP_UID" data
USER $APP_UID
VOLUME /archive/data
ENV ASPNETCORE_HTTP_PORTS=8080
EXPOSE 8080
# Bash speaks enough HTTP for this, so that the image needs no further program.
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/8080 && printf 'GET /healthz HTTP/1.1\\r\\nHost: localhost\\r\\nConnection: close\\r\\n\\r\\n' >&3 && read -r _ status _ <&3 && [ \"$status\" = 200 ]"]
ENTRYPOINT ["dotnet", "/opt/statement-archive/statement-archive.dll"]
CMD ["serve"]
