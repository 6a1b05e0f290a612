import { before, describe } from 'node:test';
import { openPage } from '../browser.mjs';
import { goTo, platform, ui } from '../harness.mjs';
import { seed } from '../seed.mjs';

let api;

/** The pages where analysts decide and admins look after the platform. */
export const desk = {
  /** A client of the API with an admin's key. */
  get api() {
    return api;
  },

  /** Describes tests that find more in the platform than the sample. */
  describe(name, tests) {
    describe(name, () => {
      before(async () => {
        api ??= await seed(platform);
      });
      tests();
    });
  },

  /** Opens a browser of nobody who is signed in. */
  openAsNobody: () => openPage(ui.browser, platform.url),

  /** Goes to a page and waits for its heading. */
  async visit(path, heading) {
    await goTo(path);
    await ui.page.getByRole('heading', { name: heading, level: 1 }).waitFor();
  },

  async press(...keys) {
    for (const key of keys) await ui.page.keyboard.press(key);
  },

  /** Waits until the page says something. */
  says: (text) => ui.page.getByText(text).first().waitFor(),

  /** Has `press` begin a training and waits for it; resolves with the rows of models once the list has the new one. */
  async trained(press) {
    const models = ui.page.getByRole('region', { name: 'Models' }).getByRole('row');
    await models.nth(1).waitFor();
    const before = await models.count();
    await press();
    await ui.page.getByText('Trained', { exact: true }).waitFor({ timeout: 120_000 });
    // The list is read again then.
    await models.nth(before).waitFor();
    return models;
  },

  row: (text) => ui.page.getByRole('row').filter({ hasText: text }).first(),
};
