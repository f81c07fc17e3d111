// SPDX-License-Identifier: GPL-3.0-or-later
// Runs timed SQL in DuckDB: node duckdb_peer.mjs DATABASE < steps.json, from the folder with node_modules.
// Steps are [{name, sql, repeat}]; prints {name: best milliseconds}. "open" is the time to open DATABASE.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(`${process.cwd()}/`);
const { DuckDBInstance } = require("@duckdb/node-api");

const steps = JSON.parse(readFileSync(0, "utf8"));
const milliseconds = {};

const opening = performance.now();
const instance = await DuckDBInstance.create(process.argv[2], { threads: "2" });
const connection = await instance.connect();
milliseconds.open = performance.now() - opening;

for (const { name, sql, repeat = 1 } of steps) {
    for (let run = 0; run < repeat; ++run) {
        const begin = performance.now();
        const reader = await connection.runAndReadAll(sql);
        reader.getRows();
        const taken = performance.now() - begin;
        milliseconds[name] = Math.min(taken, milliseconds[name] ?? Infinity);
    }
}
connection.closeSync();
instance.closeSync();
console.log(JSON.stringify(milliseconds));
