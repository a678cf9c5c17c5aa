// Compiles the stylesheet and lays the modules and fonts beside it, in static/build.
// Modules leave as .js with relative imports: the manifest storage renames only those.
import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { compile } from "sass";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
const source = join(root, "static/src");
const target = join(root, "static/build");
const packages = join(root, "node_modules");

rmSync(target, { recursive: true, force: true });
mkdirSync(join(target, "fonts"), { recursive: true });

const { css } = compile(join(source, "concord.scss"), {
  style: "compressed",
  loadPaths: [root],
  quietDeps: true,
});
writeFileSync(join(target, "concord.css"), css);

const placed = new Set();

function place(file) {
  if (placed.has(file)) return;
  placed.add(file);
  const inPackage = file.startsWith(packages);
  const name = relative(inPackage ? join(packages, "govuk-frontend/dist") : source, file);
  // Comments of the library mention modules that it does not import.
  const text = readFileSync(file, "utf8")
    .replace(/^\/\/# sourceMappingURL=.*$/gm, "")
    .replace(/^\s*\/\*\*[\s\S]*?\*\/\n/gm, "");
  const output = join(target, name.replace(/\.mjs$/, ".js"));
  mkdirSync(dirname(output), { recursive: true });
  writeFileSync(
    output,
    text.replace(/(from\s+['"])([^'"]+\.mjs)(['"])/g, (_, before, specifier, after) => {
      const found = specifier.startsWith("govuk-frontend/")
        ? join(packages, specifier)
        : resolve(dirname(file), specifier);
      place(found);
      const home = found.startsWith(packages) ? join(packages, "govuk-frontend/dist") : source;
      const path = relative(dirname(output), join(target, relative(home, found)));
      const local = path.startsWith(".") ? path : `./${path}`;
      return before + local.replace(/\.mjs$/, ".js") + after;
    }),
  );
}

place(join(source, "concord.mjs"));
cpSync(join(packages, "htmx.org/dist/htmx.min.js"), join(target, "htmx.js"));

const fonts = join(packages, "@fontsource/atkinson-hyperlegible/files");
for (const name of readdirSync(fonts).filter((each) => each.endsWith("-normal.woff2"))) {
  cpSync(join(fonts, name), join(target, "fonts", name));
}
// The PDF compiler reads no woff2.
const print = join(packages, "@expo-google-fonts/atkinson-hyperlegible");
mkdirSync(join(target, "print"), { recursive: true });
for (const path of readdirSync(print, { recursive: true }).filter((each) => each.endsWith(".ttf"))) {
  cpSync(join(print, path), join(target, "print", basename(path)));
}
cpSync(join(root, "static/images"), join(target, "images"), { recursive: true });
cpSync(
  join(packages, "@ministryofjustice/frontend/moj/assets/images/icon-document.svg"),
  join(target, "images/icon-document.svg"),
);
