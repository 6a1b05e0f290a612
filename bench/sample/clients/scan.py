"""A vulnerability scanner: asks for what careless servers leave lying about. Keeps a connection for a few requests."""
import http.client
import ssl
import sys
import time

PATHS = """/.env /.env.local /.env.production /.env.bak /.git/config /.git/HEAD /.git/index /.gitignore /.svn/entries /.hg/hgrc
/.htaccess /.htpasswd /.DS_Store /.ssh/id_rsa /.aws/credentials /.docker/config.json /.npmrc /.vscode/settings.json
/wp-login.php /wp-admin/ /wp-config.php /wp-config.php.bak /wp-json/wp/v2/users /xmlrpc.php /wp-content/debug.log
/phpmyadmin/ /phpMyAdmin/index.php /pma/ /adminer.php /mysql/admin/ /phpinfo.php /info.php /test.php /shell.php /c99.php
/administrator/ /admin/ /admin/login /admin.php /user/login /manager/html /console/ /solr/admin/ /jenkins/ /actuator/env
/actuator/health /actuator/heapdump /server-status /server-info /debug/pprof/ /metrics /swagger-ui.html /api/swagger.json
/graphql /.well-known/security.txt /backup.zip /backup.sql /db.sql /dump.sql /database.sqlite /site.tar.gz /www.zip
/config.php /config.json /config.yml /settings.py /web.config /composer.json /package.json /Dockerfile /docker-compose.yml
/cgi-bin/test.cgi /cgi-bin/../../../../etc/passwd /../../../../etc/passwd /..%2f..%2f..%2fetc/passwd /static/../../etc/passwd
/index.php?page=../../../../etc/passwd /index.php?id=1%27%20OR%20%271%27=%271 /search?q=%3Cscript%3Ealert(1)%3C/script%3E
/products/1?id=1%20UNION%20SELECT%20NULL /owa/auth/logon.aspx /remote/login /HNAP1/ /boaform/admin/formLogin /vendor/phpunit/
/_ignition/execute-solution /laravel/.env /api/.env /app/.env /core/.env /public/.env /old/ /new/ /test/ /dev/ /staging/ /tmp/"""
SUFFIXES = ["", ".bak", ".old"]
AGENT = "Mozilla/5.0 (compatible; SiteAudit/2.1; +vulnerability scan)"


def main(ca_file: str) -> None:
    context = ssl.create_default_context(cafile=ca_file)
    connection = None
    for number, path in enumerate(path + suffix for suffix in SUFFIXES for path in PATHS.split()):
        if number % 8 == 0:
            if connection:
                connection.close()
            connection = http.client.HTTPSConnection("shop.example", context=context, timeout=10)
        connection.request("HEAD" if number % 11 == 5 else "GET", path, headers={"User-Agent": AGENT, "Accept": "*/*"})
        answer = connection.getresponse()
        answer.read()
        if answer.will_close:
            connection.close()
        time.sleep(0.15)


main(sys.argv[1])
