// Runs in the browser beside typescript.js: the compiler over files that it is given, instead of over a disk.
async () => {
  const { files, roots, options } = await (await fetch("/files.json")).json();
  const folders = new Set();
  for (const file of Object.keys(files)) {
    for (let end = file.lastIndexOf("/"); end > 0 && !folders.has(file.slice(0, end)); end = file.lastIndexOf("/", end - 1)) {
      folders.add(file.slice(0, end));
    }
  }
  const converted = ts.convertCompilerOptionsFromJson(options, "/");
  const program = ts.createProgram(roots, converted.options, {
    fileExists: (file) => file in files,
    readFile: (file) => files[file],
    directoryExists: (folder) => folders.has(folder),
    getDirectories: () => [],
    getSourceFile: (file, language) => (file in files ? ts.createSourceFile(file, files[file], language) : undefined),
    getDefaultLibFileName: (of) => "/lib/" + ts.getDefaultLibFileName(of),
    getDefaultLibLocation: () => "/lib",
    getCurrentDirectory: () => "/",
    getCanonicalFileName: (file) => file,
    useCaseSensitiveFileNames: () => true,
    getNewLine: () => "\n",
    writeFile: () => undefined,
  });
  return [...converted.errors, ...ts.getPreEmitDiagnostics(program)].map((found) => {
    const text = "TS" + found.code + ": " + ts.flattenDiagnosticMessageText(found.messageText, "\n");
    if (!found.file) return text;
    const { line } = found.file.getLineAndCharacterOfPosition(found.start);
    return found.file.fileName.slice(1) + ":" + (line + 1) + " " + text;
  });
}
