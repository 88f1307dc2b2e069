"""Inventory of the hosts in Centreon's configuration, from the requests that the collection parnoud.centreon documents.

Options: `hostname` (with the path up to the version), `username`, `password`, and `search`, as the API takes it.
"""

import json
from urllib.parse import urlencode

from ansible.errors import AnsibleError, AnsibleParserError
from ansible.module_utils.urls import open_url
from ansible.plugins.inventory import BaseInventoryPlugin

DOCUMENTATION = """
name: vigie_hosts
short_description: hosts of Centreon's configuration
description: Groups are host groups, templates and categories.
options:
  hostname:
    description: URL with the path up to the version.
    required: true
  username:
    description: Login of an account with API access.
    required: true
  password:
    description: Its password.
    required: true
  search:
    description: Search, as the API takes it.
    type: dict
"""

PAGE = 100
VARIABLES = (
    "id",
    "alias",
    "address",
    "monitoring_server",
    "normal_check_interval",
    "retry_check_interval",
    "check_timeperiod",
    "severity",
    "is_activated",
)
GROUPED_BY = ("groups", "templates", "categories")


class InventoryModule(BaseInventoryPlugin):
    NAME = "vigie_hosts"

    def verify_file(self, path):
        return super().verify_file(path) and path.endswith(("centreon.yml", "centreon.yaml"))

    def parse(self, inventory, loader, path, cache=True):
        super().parse(inventory, loader, path, cache)
        self._read_config_data(path)
        for host in self._all_hosts(self._token()):
            self._add(host)

    def _request(self, path, token=None, body=None):
        # The collection misspells the header of the content type.
        headers = {"ContentType": "application/json"}
        if token is not None:
            headers["X-AUTH-TOKEN"] = token
        data = None if body is None else json.dumps(body)
        try:
            answer = open_url(self.get_option("hostname") + path, data=data, headers=headers, timeout=30)
        except Exception as error:
            message = json.loads(error.read())["message"] if hasattr(error, "read") else str(error)
            raise AnsibleParserError(f"{path}: {message}") from error
        return json.loads(answer.read())

    def _token(self):
        credentials = {"login": self.get_option("username"), "password": self.get_option("password")}
        return self._request("/login", body={"security": {"credentials": credentials}})["security"]["token"]

    def _all_hosts(self, token):
        search = self.get_option("search")
        parameters = {} if search is None else {"search": json.dumps(search)}
        hosts = []
        page = 1
        while True:
            query = urlencode({"page": page, "limit": PAGE, **parameters})
            answer = self._request(f"/configuration/hosts?{query}", token)
            hosts += answer["result"]
            if not answer["result"] or len(hosts) >= answer["meta"]["total"]:
                break
            page += 1
        if not hosts:
            raise AnsibleError(f"no host for {search}")
        return hosts

    def _add(self, host):
        name = host["name"]
        self.inventory.add_host(name)
        for kind in GROUPED_BY:
            self.inventory.add_group(kind)
            for member in host[kind]:
                group = self.inventory.add_group(member["name"])
                self.inventory.add_child(kind, group)
                self.inventory.add_child(group, name)
            self.inventory.set_variable(name, f"list_{kind}", host[kind])
        for variable in VARIABLES:
            self.inventory.set_variable(name, variable, host[variable])
