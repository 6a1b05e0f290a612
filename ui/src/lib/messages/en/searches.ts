export const searches = {
  title: 'Saved',
  none: 'No search was saved here yet.',
  name: 'Name of this search',
  save: 'Save',
  share: 'for everybody',
  makeDefault: 'the page begins with it',
  isDefault: 'first view',
  sharedBy: (user: string) => `shared by ${user}`,
  remove: (name: string) => `Remove the search ${name}`,
};
