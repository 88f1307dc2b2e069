"""Runs Nagstamon's own class for Centreon without a display.

Arguments: an empty folder, in place of the user's settings. Standard input: a line of JSON with `url`, `login` and
`password`, then a line per step, a list of its name and arguments. Standard output: a line of JSON per step.
"""

import json
import sys

answers = sys.stdout
# Nagstamon prints its tracebacks there.
sys.stdout = sys.stderr

from Nagstamon.Config import Server, conf  # noqa: E402
from Nagstamon.Servers import create_server  # noqa: E402

READ = (
    "name",
    "status",
    "status_type",
    "status_information",
    "attempt",
    "acknowledged",
    "scheduled_downtime",
    "passiveonly",
    "notifications_disabled",
    "flapping",
)


def connect(url, login, password):
    settings = Server()
    settings.name = "vigie"
    settings.type = "Centreon"
    settings.monitor_url = settings.monitor_cgi_url = url
    settings.username = login
    settings.password = password
    settings.save_password = True
    conf.servers[settings.name] = settings
    server = create_server(settings)
    server.init_config()
    return server


def shown(item):
    return {name: getattr(item, name) for name in READ}


def refresh(server):
    """One round of the program: what its window shows afterwards."""
    outcome = server.GetStatus()
    hosts = server.hosts.values()
    return {
        "error": outcome.error,
        "hosts": [shown(host) for host in hosts if host.status != "UP"],
        "services": [
            {"host": host.name, **shown(service)} for host in hosts for service in host.services.values()
        ],
    }


def acknowledge(server, host, service, comment):
    server.set_acknowledge(
        {
            "host": host,
            "service": service,
            "author": server.username,
            "comment": comment,
            "sticky": True,
            "notify": False,
            "persistent": True,
            "acknowledge_all_services": False,
            "all_services": [],
        }
    )


def recheck(server, host, service):
    server.set_recheck({"host": host, "service": service})


def downtime(server, host, service, comment):
    start, end = server.get_start_end(host)
    server.set_downtime(
        {
            "host": host,
            "service": service,
            "author": server.username,
            "comment": comment,
            "fixed": 1,
            "start_time": start,
            "end_time": end,
            "hours": 2,
            "minutes": 0,
        }
    )


STEPS = {
    "class": lambda server: f"{type(server).__module__}.{type(server).__name__}",
    "refresh": refresh,
    "acknowledge": acknowledge,
    "recheck": recheck,
    "downtime": downtime,
    "address": lambda server, host: server.GetHost(host).result,
    "token": lambda server: server.session.headers["X-Auth-Token"],
}

server = connect(**json.loads(sys.stdin.readline()))
for line in sys.stdin:
    step, *arguments = json.loads(line)
    print(json.dumps(STEPS[step](server, *arguments)), file=answers, flush=True)
