import {readFile} from 'node:fs/promises'

/** The code blocks of one language in a Markdown file of the project. */
export async function codeBlocks(file: string, language: string): Promise<readonly string[]> {
  const text = await readFile(new URL(`../../${file}`, import.meta.url), 'utf8')
  return [...text.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, 'gm'))].map(([, code = '']) => code)
}
