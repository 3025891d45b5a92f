// Renders components with nunjucks itself, so that what Rust renders can be compared.
// In: a JSON list of {macro, template, params} on standard input, the folder of npm packages as the first argument.
// Out: a JSON list of HTML.
import { createRequire } from 'node:module'
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

// moment otherwise reads the machine's zone; Kith always means England's.
process.env.TZ = 'Europe/London'

const modules = resolve(process.argv[2])
const require = createRequire(join(modules, 'oracle.cjs'))
const nunjucks = require('nunjucks')
const mojFilters = require('@ministryofjustice/frontend/moj/filters/all.js')

const env = nunjucks.configure(
  [join(modules, 'govuk-frontend/dist'), join(modules, '@ministryofjustice/frontend')],
  { autoescape: true, trimBlocks: true, lstripBlocks: true }
)
for (const [name, filter] of Object.entries(mojFilters())) env.addFilter(name, filter)

const examples = JSON.parse(readFileSync(0, 'utf8'))
const html = examples.map(({ macro, template, params }) =>
  env.renderString(`{% from "${template}" import ${macro} %}{{ ${macro}(params) }}`, { params })
)
process.stdout.write(JSON.stringify(html))
