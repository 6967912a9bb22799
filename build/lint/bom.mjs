// Prints what the schema of CycloneDX 1.6 finds in the bill of materials that is named, and ends with 1 if there is something.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

const { Spec, Validation } = createRequire(import.meta.url)('@cyclonedx/cyclonedx-library')

const found = await new Validation.JsonStrictValidator(Spec.Version.v1dot6).validate(readFileSync(process.argv[2], 'utf8'))
if (found) console.log(JSON.stringify(found))
process.exit(found ? 1 : 0)
